import { Agent, type Dispatcher } from 'undici'
import { type HttpAnswer, sendRequest, TransportFailure } from './send-request.ts'

/** Milliseconds; see docs/limits.md. */
export const CONNECT_TIMEOUT_MS = 1_000
export const HEADERS_TIMEOUT_MS = 3_000
export const BODY_TIMEOUT_MS = 3_000
/** One call as a whole, waiting and repeats included. */
export const CALL_TIMEOUT_MS = 4_000

/** Calls under way or waiting per upstream beyond its connections; the next one fails at once. */
const MAX_WAITING = 1_024

export interface OutgoingRequest {
  readonly method: 'GET' | 'POST'
  /** Path with query, below the base URL. */
  readonly path: string
  readonly body?: string | undefined
  /** Called once per attempt with the very path that goes on the wire, so that it can be signed. */
  readonly headers: (wirePath: string) => Record<string, string>
  readonly timeoutMs?: number
  /** Which attempt this is, from 0: a repeat begins with another base URL, where there is one. */
  readonly attempt?: number | undefined
  readonly signal?: AbortSignal | undefined
}

/** One REST upstream: a base URL or several of the same service, and the connections to them. */
export interface Upstream {
  /** Rejects with `TransportFailure` only. The next base URL is tried only where nothing was sent. */
  send(request: OutgoingRequest): Promise<HttpAnswer>
  close(): Promise<void>
}

export interface UpstreamOptions {
  /** Tried in order. A path prefix is kept. */
  readonly urls: readonly string[]
  /** Per origin. */
  readonly connections: number
  /** Stands in for the connections in tests. */
  readonly dispatcher?: Dispatcher | undefined
}

export const createUpstream = ({ urls, connections, dispatcher: given }: UpstreamOptions): Upstream => {
  const dispatcher =
    given ??
    new Agent({
      connections,
      pipelining: 1,
      connect: { timeout: CONNECT_TIMEOUT_MS },
      headersTimeout: HEADERS_TIMEOUT_MS,
      bodyTimeout: BODY_TIMEOUT_MS,
    })
  const bases = urls.map((url) => {
    const { origin, pathname } = new URL(url)
    return { origin, prefix: pathname === '/' ? '' : pathname.replace(/\/$/, '') }
  })
  let underWay = 0

  const attempt = (base: (typeof bases)[number], request: OutgoingRequest, timeoutMs: number) => {
    const path = base.prefix + request.path
    const { method, body, signal } = request
    return sendRequest(dispatcher, {
      origin: base.origin,
      path,
      method,
      headers: request.headers(path),
      body,
      timeoutMs,
      signal,
    })
  }

  const send = async (request: OutgoingRequest): Promise<HttpAnswer> => {
    const deadline = performance.now() + (request.timeoutMs ?? CALL_TIMEOUT_MS)
    let failure: TransportFailure | undefined
    const first = (request.attempt ?? 0) % bases.length
    for (const base of [...bases.slice(first), ...bases.slice(0, first)]) {
      try {
        return await attempt(base, request, Math.max(1, deadline - performance.now()))
      } catch (error) {
        if (!(error instanceof TransportFailure)) throw error
        failure = error
        if (failure.sent || failure.kind === 'cancelled' || performance.now() >= deadline) break
      }
    }
    throw failure ?? new TransportFailure('unreachable', false)
  }

  return {
    send(request) {
      if (underWay >= connections * bases.length + MAX_WAITING) {
        return Promise.reject(
          new TransportFailure('unreachable', false, new Error('too many calls are waiting')),
        )
      }
      underWay += 1
      return send(request).finally(() => {
        underWay -= 1
      })
    },
    close: () => (given ? Promise.resolve() : dispatcher.close()),
  }
}
