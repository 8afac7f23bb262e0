import { expect, it } from 'vitest'
import { createBatcher } from '../../../../src/datasources/loading/batcher.ts'
import { collectAll, collectYoung, oldBytes } from '../../../support/heap.ts'

const CALLERS = 6
/** Of each caller. */
const LOADS = 4_000
/** Numbers in the result of each load. */
const PAYLOAD = 250
/** All that is loaded, in bytes: a number takes 8. */
const LOADED_BYTES = 8 * PAYLOAD * CALLERS * LOADS

it('keeps no result of an ended batch alive until the next full collection', async () => {
  const batcher = createBatcher<string, number[]>({
    network: 'mixin',
    kind: 'user',
    maxBatchSize: 1,
    // Some take longer than others: there are always some under way.
    fetchMany: async (_credential, [key = '']) => {
      for (let turn = Number.parseInt(key); turn >= 0; turn -= 1) await new Promise(setImmediate)
      // No literal of a list: V8 may place those into old memory from their start.
      return [key].map(() => Array.from({ length: PAYLOAD }, (_value, index) => index + 0.5))
    },
  })
  const loadOften = async (_value: unknown, caller: number): Promise<void> => {
    for (let index = 0; index < LOADS; index += 1) {
      const key = `${caller}:${index}`
      await batcher.load({ scope: 'A', credential: '', keys: [key], context: { id: key } })
      // From here on the batcher's own maps count as old, as in a gateway that has run for a while.
      if (caller === 0 && index === 10) collectYoung()
    }
  }
  const loadAll = () => Promise.all(Array.from({ length: CALLERS }, loadOften))

  await loadAll()
  collectAll()
  const before = oldBytes()
  await loadAll()
  expect(oldBytes() - before).toBeLessThan(LOADED_BYTES / 8)
})
