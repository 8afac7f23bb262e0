import type { Socket } from 'node:net'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { MIXIN_EXAMPLES } from '../../../sandbox/mixin/examples.ts'
import { createGate } from '../../support/gate.ts'
import { type SandboxGateway, startSandboxGateway } from '../../support/sandbox.ts'
import { postWithoutReading } from '../../support/slow-client.ts'
import { createTestTicker, type TestTicker } from '../../support/ticker.ts'

/** Seven parts of a megabyte each: more than the buffers of the operating system hold. */
const PARTS = 7
const ids = Array.from({ length: PARTS }, () => `"mixin:conversation:${MIXIN_EXAMPLES.group250Id}"`)
const names = Array.from({ length: 28 }, (_, index) => `${`a${index}_`.padEnd(120, 'a')}: name`)
const QUERY = `{ nodes(ids: [${ids.join(' ')}]) { ... on Conversation { id ... @defer {
  participants(first: 250) { nodes { user { ${names.join(' ')} } } } } } } }`

let harness: SandboxGateway
let ticker: TestTicker
/** Megabytes are built and sent before. */
const PATIENT = { timeout: 10_000 }

const clients: Socket[] = []
afterEach(async () => {
  for (const client of clients.splice(0)) client.destroy()
  await harness.close()
})

/** A gateway whose parts wait until the gate is open. */
const start = async (env: Record<string, string>) => {
  const gate = createGate('/users/fetch')
  ticker = createTestTicker()
  harness = await startSandboxGateway({ env, ticker, dispatcher: gate.dispatcher })
  return gate
}

const request = async (count: number): Promise<void> => {
  for (let index = 0; index < count; index += 1) {
    clients.push(await postWithoutReading(harness.gateway.url, QUERY))
  }
}

const metrics = async (): Promise<string> => (await harness.gateway.gateway.metrics.render()).body
const cut = (why: string, count: number): string => `parley_clients_cut_total{why="${why}"} ${count}`
const query = async (): Promise<number> => (await harness.gateway.query('{ __typename }')).status

describe('an incremental response that is not read', () => {
  it('is in progress, and cut once parts of it have waited for 15 seconds', async () => {
    const gate = await start({ LIMIT_CONCURRENT_REQUESTS: '1', LIMIT_UNREAD_BYTES: '1GiB' })
    await request(1)
    await vi.waitFor(async () => expect(await query()).toBe(503))
    ticker.advance(60_000)
    expect(await metrics()).toContain(cut('slow-reply', 0))
    gate.open()

    await vi.waitFor(async () => {
      ticker.advance(1_000)
      expect(await metrics()).toContain(cut('slow-reply', 1))
    }, PATIENT)
    await vi.waitFor(async () => expect(await query()).toBe(200))
  })

  it('counts towards the memory of all as soon as its parts are built', async () => {
    const gate = await start({ LIMIT_CONCURRENT_REQUESTS: '6', LIMIT_UNREAD_BYTES: '8MiB' })
    await request(6)
    await vi.waitFor(async () => expect(await query()).toBe(503))
    gate.open()

    // Nothing else happens: no further request, and no check at an interval.
    await vi.waitFor(
      async () => expect(await metrics()).toMatch(/cut_total\{why="unread-bytes"\} [1-9]/),
      PATIENT,
    )
    expect(await query()).toBe(200)
  })

  it('stays where it is read', async () => {
    const gate = await start({ LIMIT_CONCURRENT_REQUESTS: '1' })
    await request(1)
    let text = ''
    clients[0]
      ?.on('data', (chunk: Buffer) => void (text = (text + chunk.toString('latin1')).slice(-1_000)))
      .resume()
    await vi.waitFor(async () => expect(await query()).toBe(503))
    ticker.advance(60_000)
    gate.open()

    await vi.waitFor(() => expect(text).toMatch(/"path":\["nodes",6\].*\r\n0\r\n\r\n$/s), PATIENT)
    expect(await metrics()).toContain(cut('slow-reply', 0))
  })
})
