import { afterAll, describe, expect, it } from 'vitest'
import { createContext } from '../../../src/context.ts'
import { createLog } from '../../../src/telemetry/log.ts'
import { finishIncremental } from '../../../src/response/finish-incremental.ts'
import type { Payload } from '../../../src/response/payload.ts'
import { createFinisher } from '../../../src/response/finish.ts'
import { startGateway } from '../../support/gateway.ts'
import { incomingOf } from '../../support/in-process.ts'
import { botSettings } from '../../support/mixin-upstream.ts'

const { gateway, close } = await startGateway({ env: botSettings() })
afterAll(close)

const log = createLog({ level: 'error', destination: { write: () => undefined } })
const finisher = createFinisher({ log, metrics: gateway.metrics, suggestions: true })

/** The places that each payload marks, where copies for all of them are known from the start. */
const marksOf = async (payloads: readonly Payload[], places: readonly string[]): Promise<string[][]> => {
  const incoming = incomingOf({})
  const context = createContext(incoming, gateway.providers.open(incoming))
  for (const place of places) {
    const path = place.split('.').map((key) => (/^\d+$/.test(key) ? Number(key) : key))
    context.staleFields.push({ path, ageMs: 1, reason: 'RATE_LIMITED' })
  }
  const source = async function* (): AsyncGenerator<Payload> {
    yield* payloads
  }
  const marked: string[][] = []
  for await (const { extensions } of finishIncremental(source(), {
    finisher,
    context,
    operation: { path: 'yoga', kind: 'query', name: undefined },
    startedAt: 0,
  })) {
    const stale = (extensions?.['stale'] ?? []) as readonly { readonly path: readonly unknown[] }[]
    marked.push(stale.map(({ path }) => path.join('.')))
  }
  return marked
}

describe('the report of a stale entry', () => {
  it('is in the payload that shows the entry', async () => {
    const payloads: Payload[] = [
      { data: { group: { name: 'a' }, others: [] }, hasNext: true },
      { incremental: [{ path: ['group'], data: { creator: { name: 'b' } } }], hasNext: true },
      { incremental: [{ path: ['others', 1], items: [{ name: 'c' }, { name: 'd' }] }], hasNext: true },
      { incremental: [{ path: ['others', 3], items: [{ name: 'e' }] }], hasNext: false },
    ]

    expect(await marksOf(payloads, ['others.3', 'others.2', 'group.creator', 'group', 'others.1'])).toEqual([
      ['group'],
      ['group.creator'],
      ['others.2', 'others.1'],
      ['others.3'],
    ])
  })

  it('is in the payload that shows the entry, in the format with ids', async () => {
    const payloads: Payload[] = [
      {
        data: { group: { name: 'a' }, others: [{ name: 'b' }] },
        pending: [
          { id: '0', path: ['others'] },
          { id: '1', path: ['group'] },
        ],
        hasNext: true,
      },
      { incremental: [{ id: '0', items: [{ name: 'c' }, { name: 'd' }] }], hasNext: true },
      {
        incremental: [{ id: '1', subPath: ['creator'], data: { apps: [{ name: 'e' }] } }],
        pending: [{ id: '2', path: ['group', 'creator', 'apps'] }],
        completed: [{ id: '1' }],
        hasNext: true,
      },
      { incremental: [{ id: '2', items: [{ name: 'f' }] }], hasNext: true },
      { incremental: [{ id: '0', items: [{ name: 'g' }] }], hasNext: true },
      { completed: [{ id: '0' }, { id: '2' }], hasNext: false },
    ]
    const apps = 'group.creator.apps'

    const places = ['others.3', 'others.1', 'others.0', `${apps}.1`, `${apps}.0`, 'nowhere']
    expect(await marksOf(payloads, places)).toEqual([
      ['others.0'],
      ['others.1'],
      [`${apps}.0`],
      [`${apps}.1`],
      ['others.3'],
      ['nowhere'],
    ])
  })

  it('is in the last payload where none shows the entry', async () => {
    const payloads: Payload[] = [
      { data: { group: null }, hasNext: true },
      {
        incremental: [
          { path: ['group'], data: null },
          { path: ['list', 0], items: null },
        ],
        hasNext: true,
      },
      { hasNext: false },
    ]
    expect(await marksOf(payloads, ['group.creator', 'list.0'])).toEqual([
      [],
      [],
      ['group.creator', 'list.0'],
    ])
  })
})
