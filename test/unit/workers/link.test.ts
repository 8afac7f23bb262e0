import { describe, expect, it } from 'vitest'
import { createLink } from '../../../src/workers/link.ts'
import { createPortPair } from '../../support/ports.ts'

type Calls = {
  double(number: number): number
  fail(): never
  later(): Promise<string>
  note(text: string): void
}

/** What the other end answers. */
type Nothing = { nothing(): void }

const connect = (own: Partial<Calls> = {}) => {
  const ports = createPortPair()
  const notes: string[] = []
  const server = createLink<Nothing>(ports.primary, {
    double: (number) => number * 2,
    fail: () => {
      throw new Error('it went wrong')
    },
    later: async () => 'done',
    note: (text) => void notes.push(text),
    ...own,
  })
  const client = createLink<Calls>(ports.worker, {})
  return { ports, notes, server, client }
}

describe('a link between two processes', () => {
  it('answers what is asked, now or later', async () => {
    const { client } = connect()
    expect(await Promise.all([client.ask('double', 21), client.ask('later', undefined)])).toEqual([
      42,
      'done',
    ])
  })

  it('sends all of one tick in one message, and its answers in another', async () => {
    const { client, ports } = connect()
    await Promise.all(Array.from({ length: 50 }, (_, number) => client.ask('double', number)))
    expect(ports.sent()).toBe(2)
  })

  it('keeps the order of what is told and asked', async () => {
    const { client, notes } = connect({ double: (number) => notes.push(`asked ${number}`) })
    client.tell('note', 'first')
    const asked = client.ask('double', 1)
    client.tell('note', 'last')
    await asked
    expect(notes).toEqual(['first', 'asked 1', 'last'])
  })

  it('rejects with the reason why a call failed', async () => {
    const { client } = connect()
    await expect(client.ask('fail', undefined)).rejects.toThrow('it went wrong')
    expect(await client.ask('double', 1)).toBe(2)
  })

  it('rejects what waits for a process that has ended, and whatever is asked later', async () => {
    const { client, ports } = connect({ later: () => new Promise(() => undefined) })
    const waiting = client.ask('later', undefined)
    await client.ask('double', 1)
    client.close()
    await expect(waiting).rejects.toThrow('the other process has ended')
    const before = ports.sent()
    await expect(client.ask('double', 1)).rejects.toThrow('the other process has ended')
    client.tell('note', 'unheard')
    await Promise.resolve()
    expect(ports.sent()).toBe(before)
  })

  it('ignores messages that are not its own', async () => {
    const { client, ports } = connect()
    ports.primary.send({ type: 'prom-client:getMetricsReq' })
    ports.primary.send(null)
    expect(await client.ask('double', 2)).toBe(4)
  })
})
