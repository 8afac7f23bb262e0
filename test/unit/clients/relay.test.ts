import { describe, expect, it } from 'vitest'
import { createRelayFetch, type RelayRequest, type RelayResponse } from '../../../clients/relay.ts'

const QUERY: RelayRequest = { text: '{ a }', id: null }

/** What Relay gets for a response. */
const deliver = async (
  respond: (init: RequestInit | undefined) => Response | Promise<Response>,
  request = QUERY,
) => {
  const send = createRelayFetch('/graphql', {
    fetch: async (_, init) => respond(init),
    headers: () => ({ authorization: 'Bearer x' }),
  })
  const responses: RelayResponse[] = []
  const end = await new Promise<string>((resolve) => {
    send(request, { id: '1' }).subscribe({
      next: (response) => void responses.push(response),
      error: ({ message }) => resolve(message),
      complete: () => resolve('complete'),
    })
  })
  return { responses, end }
}

const json = (body: unknown, status = 200): Response => Response.json(body, { status })
const events = (payloads: readonly unknown[], size: number): Response => {
  const text = `:\n\n${payloads.map((one) => `event: next\ndata: ${JSON.stringify(one)}\n\n`).join(':\n\n')}event: complete\ndata:\n\n`
  const bytes = new TextEncoder().encode(text)
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      for (let at = 0; at < bytes.length; at += size) controller.enqueue(bytes.slice(at, at + size))
      controller.close()
    },
  })
  return new Response(body, { headers: { 'content-type': 'text/event-stream; deferSpec=20220824' } })
}

const PARTS = [
  { data: { a: 'é' }, hasNext: true },
  {
    incremental: [{ data: { b: 1 }, path: ['c'], label: 'later', errors: [{ message: 'no d' }] }],
    hasNext: true,
  },
  {
    incremental: [{ items: [{ id: 1 }, { id: 2 }], path: ['list', 3], label: 'more' }],
    extensions: { stale: [] },
    hasNext: false,
  },
]

describe('the fetch function for Relay', () => {
  it.each([1, 7, 10_000])(
    'gives parts with path and label, items one by one, however they arrive: %s bytes',
    async (size) => {
      expect(await deliver(() => events(PARTS, size))).toEqual({
        responses: [
          { data: { a: 'é' } },
          { data: { b: 1 }, path: ['c'], label: 'later', errors: [{ message: 'no d' }] },
          { data: { id: 1 }, path: ['list', 3], label: 'more' },
          { data: { id: 2 }, path: ['list', 4], label: 'more', extensions: { stale: [], is_final: true } },
        ],
        end: 'complete',
      })
    },
  )

  it('says that a whole response is the last, and that there is no more after an empty last payload', async () => {
    expect((await deliver(() => json({ data: { a: 1 }, extensions: { x: 1 } }))).responses).toEqual([
      { data: { a: 1 }, extensions: { x: 1, is_final: true } },
    ])
    const { responses } = await deliver(() => events([...PARTS.slice(0, 1), { hasNext: false }], 100))
    expect(responses.at(-1)).toEqual({ data: null, extensions: { is_final: true } })
  })

  it('completes with the last part, before the stream ends', async () => {
    const body = new ReadableStream<Uint8Array>({
      start(controller) {
        const text = `event: next\ndata: ${JSON.stringify({ data: { a: 1 }, hasNext: false })}\n\n`
        controller.enqueue(new TextEncoder().encode(text))
      },
    })
    const headers = { 'content-type': 'text/event-stream' }

    expect((await deliver(() => new Response(body, { headers }))).end).toBe('complete')
  })

  it('passes errors without data on, whatever the HTTP status', async () => {
    const { responses } = await deliver(() => json({ errors: [{ message: 'wrong' }] }, 400))
    expect(responses).toMatchObject([{ errors: [{ message: 'wrong' }] }])
  })

  it('fails where there is no JSON, no connection, or not all of the response', async () => {
    expect((await deliver(() => new Response('<html>', { status: 502 }))).end).toBe('HTTP 502 without JSON')
    expect((await deliver(() => Promise.reject(new TypeError('fetch failed')))).end).toBe('fetch failed')
    const cut = await deliver(() => events(PARTS.slice(0, 2), 50))
    expect(cut.end).toBe('The response ended before its last part.')
  })

  it('sends the text, or the hash of a persisted operation, with the headers', async () => {
    const sent: RequestInit[] = []
    for (const request of [QUERY, { text: null, id: 'abc' }]) {
      await deliver((init) => {
        if (init) sent.push(init)
        return json({ data: {} })
      }, request)
    }
    expect(sent.map(({ body }) => JSON.parse(typeof body === 'string' ? body : ''))).toEqual([
      { query: '{ a }', variables: { id: '1' } },
      { documentId: 'abc', variables: { id: '1' } },
    ])
    expect(sent[0]?.headers).toMatchObject({ authorization: 'Bearer x', 'content-type': 'application/json' })
    expect(sent[0]).not.toHaveProperty('credentials')
  })

  it('sends nothing before somebody subscribes, and cancels the request when nobody does any more', async () => {
    let signal: AbortSignal | null | undefined
    const aborted = Promise.withResolvers<Response>()
    const send = createRelayFetch('/graphql', {
      fetch: (_, init) => {
        signal = init?.signal
        signal?.addEventListener('abort', () => aborted.reject(new Error('aborted')))
        return aborted.promise
      },
    })
    const responses = send(QUERY, {})
    expect(signal).toBeUndefined()
    const told: string[] = []
    const subscription = responses.subscribe({ error: ({ message }) => void told.push(message) })
    expect(subscription.closed).toBe(false)
    subscription.unsubscribe()
    await expect(aborted.promise).rejects.toThrow('aborted')
    await new Promise((resolve) => setImmediate(resolve))

    expect(signal?.aborted).toBe(true)
    expect(subscription.closed).toBe(true)
    expect(told).toEqual([])
  })
})
