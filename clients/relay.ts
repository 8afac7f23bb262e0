/**
 * Relay's network layer for this gateway, with `@defer` and `@stream`; see docs/clients/relay.md. Loads nothing else, so it runs
 * in browsers.
 */

/** Relay's `RequestParameters`, as far as they are used. */
export interface RelayRequest {
  readonly text?: string | null | undefined
  /** Hash of a persisted operation, which the gateway must have among its trusted documents. */
  readonly id?: string | null | undefined
}

interface RelayError {
  message: string
  path?: (string | number)[]
}

/** Relay's `GraphQLResponse`: a whole response, a part with the path and label of its directive, or the end of the parts. */
export type RelayResponse =
  | {
      data: Record<string, unknown>
      errors?: RelayError[]
      extensions?: Record<string, unknown>
      label?: string
      path?: (string | number)[]
    }
  | { data: null; extensions: Record<string, unknown> }

/** Relay's `Observer`. */
export interface RelayObserver {
  readonly next?: ((response: RelayResponse) => void) | undefined
  readonly error?: ((error: Error) => void) | undefined
  readonly complete?: (() => void) | undefined
}

/** Relay's `Subscribable`: nothing is sent before somebody subscribes. */
export interface RelaySubscribable {
  subscribe(observer: RelayObserver): { unsubscribe(): void; readonly closed: boolean }
}

export interface RelayFetchOptions {
  /** Default: the global `fetch`. */
  readonly fetch?: typeof fetch
  /** `include` sends cookies to another origin too. Default: to the page's own only. */
  readonly credentials?: 'include' | 'omit' | 'same-origin'
  /** Headers of each request, for example `Authorization`. */
  readonly headers?: () => Readonly<Record<string, string>>
}

interface Part {
  readonly path: (string | number)[]
  readonly label?: string
  readonly errors?: RelayError[]
  readonly data?: Record<string, unknown>
  readonly items?: readonly Record<string, unknown>[] | null
}

interface Payload {
  readonly data?: Record<string, unknown>
  readonly errors?: RelayError[]
  readonly extensions?: Record<string, unknown>
  readonly incremental?: readonly Part[]
  readonly hasNext?: boolean
}

/** Whole responses as JSON, parts as events in the format that Relay reads. */
const ACCEPT =
  'application/graphql-response+json, application/json;q=0.9, text/event-stream;deferSpec=20220824'

async function* readEvents(body: NonNullable<Response['body']>): AsyncGenerator<Payload> {
  const reader = body.pipeThrough(new TextDecoderStream()).getReader()
  let text = ''
  for (let chunk = await reader.read(); !chunk.done; chunk = await reader.read()) {
    const events = (text + chunk.value).split('\n\n')
    text = events.pop() ?? ''
    for (const event of events) {
      const [, json] = /^event: next\ndata: (.*)$/.exec(event) ?? []
      if (json) yield JSON.parse(json) as Payload
    }
  }
}

async function* readPayloads(response: Response): AsyncGenerator<Payload> {
  const isEvents = response.headers.get('content-type')?.startsWith('text/event-stream')
  if (isEvents && response.body) {
    let last: Payload = {}
    for await (const payload of readEvents(response.body)) yield (last = payload)
    if (last.hasNext === true) throw new Error('The response ended before its last part.')
    return
  }
  const payload: unknown = await response.json().catch(() => undefined)
  if (typeof payload !== 'object' || payload === null) throw new Error(`HTTP ${response.status} without JSON`)
  yield payload
}

/** Relay takes the items of a list one by one. */
const responsesOf = ({ items, data, path, ...rest }: Part): unknown[] =>
  items
    ? items.map((item, offset) => ({
        data: item,
        path: [...path.slice(0, -1), Number(path.at(-1)) + offset],
        ...rest,
      }))
    : [{ data: data ?? null, path, ...rest }]

/** The last response says so. Without that, Relay would wait for fragments that came with a whole response. */
const toResponses = ({ incremental, hasNext, ...payload }: Payload): RelayResponse[] => {
  const responses = [
    ...('data' in payload || payload.errors ? [payload] : []),
    ...(incremental ?? []).flatMap(responsesOf),
  ] as RelayResponse[]
  if (hasNext === true) return responses
  const last = responses.pop()
  const extensions = { ...payload.extensions, is_final: true }
  return [...responses, last ? { ...last, extensions } : { data: null, extensions }]
}

/**
 * What `Network.create` takes.
 * @param url of the gateway, for example `/graphql`
 */
export const createRelayFetch =
  (url: string, { fetch: send = globalThis.fetch, credentials, headers }: RelayFetchOptions = {}) =>
  ({ text, id }: RelayRequest, variables: Readonly<Record<string, unknown>>): RelaySubscribable => ({
    subscribe(observer) {
      const leaving = new AbortController()
      let isOver = false
      /** Tells how the request ended, unless somebody has left or it had ended. */
      const end = (tell: () => void): void => {
        if (isOver) return
        isOver = true
        tell()
      }
      const complete = (): void => end(() => observer.complete?.())
      const run = async (): Promise<void> => {
        const response = await send(url, {
          method: 'POST',
          headers: { 'content-type': 'application/json', accept: ACCEPT, ...headers?.() },
          body: JSON.stringify(text ? { query: text, variables } : { documentId: id, variables }),
          signal: leaving.signal,
          ...(credentials && { credentials }),
        })
        for await (const payload of readPayloads(response)) {
          for (const one of toResponses(payload)) observer.next?.(one)
          // Not only at the end of the stream: until the request is complete, Relay loads no further page.
          if (payload.hasNext !== true) complete()
        }
      }
      run().then(complete, (failure: unknown) =>
        end(() => observer.error?.(failure instanceof Error ? failure : new Error(String(failure)))),
      )
      return {
        unsubscribe: () => end(() => leaving.abort()),
        get closed() {
          return isOver
        },
      }
    },
  })
