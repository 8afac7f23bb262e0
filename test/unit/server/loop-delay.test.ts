import { setTimeout as pause } from 'node:timers/promises'
import { expect, it, onTestFinished } from 'vitest'
import { createLoopDelay } from '../../../src/server/loop-delay.ts'

/** Keeps the event loop from turning. */
const block = (ms: number): void => {
  const end = performance.now() + ms
  while (performance.now() < end);
}

it('measures the delay of the event loop', async () => {
  const loopDelay = createLoopDelay()
  onTestFinished(() => loopDelay.close())
  // Each sample is timed from the one before.
  await pause(50)
  for (let turn = 0; turn < 3; turn += 1) {
    block(150)
    await pause(1)
  }

  expect(loopDelay.p99Ms()).toBeGreaterThan(100)
  expect(loopDelay.p99Ms()).toBeLessThan(5_000)
})

it('is zero before the first sample and after close()', () => {
  const loopDelay = createLoopDelay()
  expect(loopDelay.p99Ms()).toBe(0)
  loopDelay.close()
  expect(loopDelay.p99Ms()).toBe(0)
})
