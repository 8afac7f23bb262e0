import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { MIXIN_EXAMPLES as x } from '../../../sandbox/mixin/examples.ts'
import { startSandboxGateway, type SandboxGateway } from '../../support/sandbox.ts'
import { beginToAsk } from '../../support/slow-client.ts'

const READ = 'GET /conversations/:id'
const RENAME = 'POST /conversations/:id'
const GROUP = `{ conversation(id: "mixin:conversation:${x.groupId}") { name } }`
const rename = `mutation { updateConversation(input: {
  id: "mixin:conversation:${x.groupId}", name: "Renamed"
}) { conversation { name } } }`

let harness: SandboxGateway
beforeEach(async () => {
  harness = await startSandboxGateway()
})
afterEach(() => harness.close())

const metricIs = (line: string): Promise<void> =>
  vi.waitFor(async () => {
    const metrics = await (await fetch(`${harness.gateway.url}/metrics`)).text()
    expect(metrics).toContain(line)
  })

/** Messages that were logged so far, with their levels. */
const said = (): string[] =>
  harness.gateway.logged
    .map((line) => JSON.parse(line) as { level: string; msg: string })
    .map(({ level, msg }) => `${level}: ${msg}`)

/** Leaves once the network has been asked. */
const leaveWhileAsked = async (document: string, endpoint: string): Promise<void> => {
  const leaving = new AbortController()
  const left = harness.gateway.query(document, { signal: leaving.signal }).catch((error: unknown) => error)
  await vi.waitFor(() => expect(harness.calls()).toEqual([endpoint]))
  leaving.abort()
  expect(await left).toMatchObject({ name: 'AbortError' })
}

describe('a client that disconnects', () => {
  it('while it sends its request is counted and is no error', async () => {
    const client = await beginToAsk(harness.gateway.url, GROUP)
    client.leave()

    await metricIs('parley_clients_gone_total 1')
    expect(said()).toContain('debug: client disconnected')
    expect(said().filter((line) => !line.startsWith('debug') && !line.startsWith('info'))).toEqual([])
    expect(harness.calls()).toEqual([])
  })

  it('during an upstream call aborts the call, and neither is an error', async () => {
    harness.sandbox.control.setFault({ endpoint: READ, kind: 'hang-before-headers' })
    await leaveWhileAsked(GROUP, READ)

    await metricIs('parley_clients_gone_total 1')
    // Long before the network's own time is up.
    await metricIs('operation="readConversation",outcome="cancelled"} 1')
    expect(said().filter((line) => !line.startsWith('debug') && !line.startsWith('info'))).toEqual([])
    harness.sandbox.control.clearFaults()
    expect((await harness.gateway.query(GROUP)).data).toEqual({ conversation: { name: 'Parley Testers' } })
  })

  it('during a write aborts the call with a warning, since the write may have succeeded', async () => {
    harness.sandbox.control.setFault({ endpoint: RENAME, kind: 'hang-before-headers' })
    await leaveWhileAsked(rename, RENAME)

    await metricIs('parley_clients_gone_total 1')
    await metricIs('operation="updateConversation",outcome="OUTCOME_UNKNOWN"} 1')
    expect(said().filter((line) => line.startsWith('warn'))).toEqual(['warn: upstream call failed'])
    expect(said().filter((line) => line.startsWith('error'))).toEqual([])
  })

  it('does not abort a call that others wait for', async () => {
    harness.sandbox.control.setFault({ endpoint: READ, kind: 'latency', latencyMs: 1_000 })
    const leaving = new AbortController()
    const left = harness.gateway.query(GROUP, { signal: leaving.signal }).catch((error: unknown) => error)
    const staying = harness.gateway.query(GROUP)
    await metricIs('parley_upstream_calls_saved_total{network="mixin",how="coalesced"} 1')
    leaving.abort()

    expect(await left).toMatchObject({ name: 'AbortError' })
    expect((await staying).data).toEqual({ conversation: { name: 'Parley Testers' } })
    expect(harness.calls()).toEqual([READ])
  })

  it('after the whole response is not counted', async () => {
    await harness.gateway.query('{ __typename }')
    const client = await beginToAsk(harness.gateway.url, '{ __typename }')
    expect(await client.finish()).toContain('HTTP/1.1 200')

    await metricIs('parley_clients_gone_total 0')
  })
})
