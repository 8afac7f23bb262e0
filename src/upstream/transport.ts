import type { Dispatcher } from 'undici'
import type { Cancellation } from '../cancellation.ts'
import { createDispatcher, type Egress } from './egress.ts'
import type { Method } from './endpoint.ts'
import { type HttpResponse, sendRequest, TransportFailure } from './send-request.ts'

/** Milliseconds; see docs/limits.md. The whole call, waiting and retries included. */
export const CALL_TIMEOUT_MS = 4_000

/** Calls that may wait for a connection, per upstream; the next one fails at once. */
const MAX_WAITING = 1_024

export interface OutgoingRequest {
  readonly method: Method
  /** Path with query, below the base URL. */
  readonly path: string
  readonly body?: string | undefined
  /** Called once per attempt with the exact path that is sent, so that it can be signed. */
  readonly headers: (wirePath: string) => Record<string, string>
  readonly timeoutMs?: number
  /** Index of the attempt, from 0: a retry starts with the next base URL, if there is one. */
  readonly attempt?: number | undefined
  readonly signal?: Cancellation | undefined
}

/** A REST service: one or more base URLs and the connections to them. */
export interface Upstream {
  /** Rejects with `TransportFailure` only. Tries the next base URL only if nothing was sent. */
  send(request: OutgoingRequest): Promise<HttpResponse>
  close(): Promise<void>
}

export interface UpstreamOptions extends Egress {
  /** Base URLs, tried in order. They may have a path prefix. */
  readonly urls: readonly string[]
  /** Per origin. */
  readonly connections: number
  /** Replaces the connections in tests. */
  readonly dispatcher?: Dispatcher | undefined
}

export const createUpstream = (options: UpstreamOptions): Upstream => {
  const { urls, connections, dispatcher: given } = options
  const bases = urls.map((text) => {
    const url = new URL(text)
    const { origin, pathname } = url
    const prefix = pathname === '/' ? '' : pathname.replace(/\/$/, '')
    return { origin, prefix, dispatcher: given ?? createDispatcher(url, connections, options) }
  })
  /** The base URLs in turn, beginning with each of them. */
  const orders = bases.map((_, first) => [...bases.slice(first), ...bases.slice(0, first)])
  let running = 0

  const attempt = (base: (typeof bases)[number], request: OutgoingRequest, timeoutMs: number) => {
    const path = base.prefix + request.path
    const { method, body, signal } = request
    return sendRequest(base.dispatcher, {
      origin: base.origin,
      path,
      method,
      headers: request.headers(path),
      body,
      timeoutMs,
      signal,
    })
  }

  return {
    async send(request) {
      if (running >= connections * bases.length + MAX_WAITING) {
        throw new TransportFailure('unreachable', false, new Error('too many calls are waiting'))
      }
      const deadline = performance.now() + (request.timeoutMs ?? CALL_TIMEOUT_MS)
      let failure: TransportFailure | undefined
      running += 1
      try {
        for (const base of orders[(request.attempt ?? 0) % bases.length] ?? bases) {
          try {
            return await attempt(base, request, Math.max(1, deadline - performance.now()))
          } catch (error) {
            if (!(error instanceof TransportFailure)) throw error
            failure = error
            if (failure.sent || failure.kind === 'cancelled' || performance.now() >= deadline) break
          }
        }
        throw failure ?? new TransportFailure('unreachable', false)
      } finally {
        running -= 1
      }
    },
    async close() {
      if (!given) await Promise.all(bases.map(({ dispatcher }) => dispatcher.close()))
    },
  }
}
