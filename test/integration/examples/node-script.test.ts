import { afterEach, describe, expect, it } from 'vitest'
import { runScript, type ScriptEnd } from '../../support/run-script.ts'
import { type SandboxGateway, startSandboxGateway } from '../../support/sandbox.ts'
import { standingClock } from '../../support/time.ts'

let harness: SandboxGateway
afterEach(() => harness.close())

/** Runs the script against the gateway of this test. */
const people = (args: readonly string[] = [], env: Record<string, string> = {}): Promise<ScriptEnd> =>
  runScript('examples/node/people.ts', {
    cwd: '/',
    args,
    env: { PARLEY_URL: harness.gateway.url, ...env },
  })

/** A group that does not exist: printing a real one would make its numbers known without a lookup. */
const NOWHERE = { PARLEY_GROUP: 'mixin:conversation:00000000-0000-4000-8000-000000000000' }

const linesOf = ({ stdout }: ScriptEnd): string[] => stdout.trim().split('\n')

describe('the example for Node', () => {
  it('prints a group of 250 page by page, and looks up numbers', async () => {
    harness = await startSandboxGateway()
    const { group250Id } = harness.sandbox.examples
    const ended = await people(['7000100002', '99999'], { PARLEY_GROUP: `mixin:conversation:${group250Id}` })

    const lines = linesOf(ended)
    expect(ended).toMatchObject({ code: 0, stderr: '' })
    expect(lines).toHaveLength(1 + 250 + 2)
    expect(lines[0]).toBe('Two Hundred and Fifty: 250 people and bots')
    expect(lines.slice(-2)).toEqual(['7000100002  CNB, a bot by Alia Sandmark', '99999  nobody'])
    expect(harness.calls().filter((endpoint) => endpoint === 'GET /conversations/:id')).toHaveLength(1)
    expect(harness.calls().filter((endpoint) => endpoint === 'GET /users/:id')).toHaveLength(2)
  })

  it('waits while lookups are limited, and retries them once', async () => {
    harness = await startSandboxGateway()
    harness.sandbox.control.setFault({
      endpoint: 'GET /users/:id',
      kind: '429',
      retryAfterSeconds: 1,
      times: 1,
    })
    const ended = await people(['7000100002'], NOWHERE)

    expect(ended.code).toBe(0)
    expect(linesOf(ended).slice(-2)).toEqual([
      '… 1 in 1 s, when the limit allows',
      '7000100002  CNB, a bot by Alia Sandmark',
    ])
    expect(harness.calls().filter((endpoint) => endpoint === 'GET /users/:id')).toHaveLength(2)
  })

  it('does not wait for hours', async () => {
    harness = await startSandboxGateway()
    harness.sandbox.control.setFault({ endpoint: 'GET /users/:id', kind: '429', retryAfterSeconds: 7200 })
    const ended = await people(['7000100002'], NOWHERE)

    expect(ended.code).toBe(1)
    expect(linesOf(ended).at(-2)).toMatch(/^! RATE_LIMITED: /)
    expect(linesOf(ended).at(-1)).toBe('7000100002  not loaded')
  })

  it('prints a partial group when users cannot be loaded, and says why once', async () => {
    harness = await startSandboxGateway()
    harness.sandbox.control.setFault({ endpoint: 'POST /users/fetch', kind: '500' })
    const ended = await people()

    const lines = linesOf(ended)
    expect(ended.code).toBe(1)
    expect(lines.filter((line) => line.startsWith('! UPSTREAM_UNAVAILABLE: '))).toHaveLength(1)
    expect(lines.filter((line) => line.endsWith(': not loaded'))).toHaveLength(50)
  })

  it('says how old stale data is while Mixin is down', async () => {
    const clock = standingClock()
    harness = await startSandboxGateway({ clock, sandbox: { clock: clock.now } })
    await people()
    clock.advance(20 * 60_000)
    harness.sandbox.control.setFault({ endpoint: '*', kind: '500' })
    const ended = await people()

    expect(ended.code).toBe(0)
    expect(linesOf(ended)[0]).toMatch(/^! \d+ stale parts, up to 1200 s old$/)
    expect(linesOf(ended)).toHaveLength(1 + 1 + 50)
  })

  it('distinguishes a group that does not exist from one that it may not read', async () => {
    harness = await startSandboxGateway()
    const none = await people([], NOWHERE)
    expect([none.code, none.stdout]).toEqual([0, 'There is no such group.\n'])

    const closed = await people([], {
      PARLEY_GROUP: `mixin:conversation:${harness.sandbox.examples.foreignGroupId}`,
    })
    expect(closed.code).toBe(1)
    expect(closed.stdout).toContain('! FORBIDDEN: ')
  })
})
