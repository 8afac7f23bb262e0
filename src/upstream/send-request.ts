import type { Dispatcher } from 'undici'

/** Why there is no complete response. */
export type TransportFailureKind =
  'unreachable' | 'timeout' | 'broken' | 'too-large' | 'encoded' | 'cancelled'

/** The upstream gave no complete response. `sent`: the request may have reached it. */
export class TransportFailure extends Error {
  override readonly name = 'TransportFailure'
  readonly kind: TransportFailureKind
  readonly sent: boolean

  constructor(kind: TransportFailureKind, sent: boolean, cause?: unknown) {
    super(`upstream call failed: ${kind}`, { cause })
    this.kind = kind
    this.sent = sent
  }
}

/** Whether a call was aborted because no caller waited for it any more. */
export const isCancelled = (failure: unknown): boolean =>
  failure instanceof TransportFailure && failure.kind === 'cancelled'

/** The response does not have the form that the upstream's API documents. */
export class UnreadableResponse extends Error {
  override readonly name = 'UnreadableResponse'
  readonly status: number

  constructor(status: number, reason: string) {
    super(`${reason} (HTTP ${status})`)
    this.status = status
  }
}

export interface HttpRequest {
  readonly origin: string
  /** Path with query, as sent. */
  readonly path: string
  readonly method: 'GET' | 'POST'
  readonly headers: Record<string, string>
  readonly body?: string | undefined
  /** For the whole call, waiting for a connection included. */
  readonly timeoutMs: number
  /** Aborts the call when its caller disconnects. */
  readonly signal?: AbortSignal | undefined
}

export interface HttpResponse {
  readonly status: number
  readonly headers: Readonly<Record<string, string | string[] | undefined>>
  readonly body: string
}

/** Maximum size of a response body, checked while reading; a larger one is `too-large`. */
export const MAX_RESPONSE_BYTES = 4 * 1024 * 1024

const isTimeout = (error: unknown): boolean =>
  error instanceof Error &&
  'code' in error &&
  /^UND_ERR_(CONNECT|HEADERS|BODY)_TIMEOUT$/.test(String(error.code))

/** Whether a `Content-Encoding` says that nothing was encoded. Its names are case-insensitive. */
const isPlain = (encoding: string | string[] | undefined): boolean =>
  [encoding ?? []]
    .flat()
    .flatMap((header) => header.split(','))
    .every((name) => /^(identity)?$/i.test(name.trim()))

/**
 * Sends one request and reads the whole response. Follows no redirect and decompresses nothing. Rejects with
 * `TransportFailure` only.
 *
 * It uses undici's handler interface: cheaper than a stream, and `onRequestStart` is the exact moment from which
 * a write may have taken effect.
 */
export const sendRequest = (dispatcher: Dispatcher, request: HttpRequest): Promise<HttpResponse> =>
  new Promise((resolve, reject) => {
    let controller: Dispatcher.DispatchController | undefined
    let settled = false
    let status = 0
    let headers: HttpResponse['headers'] = {}
    let size = 0
    const chunks: Buffer[] = []

    const settle = (): boolean => {
      if (settled) return false
      settled = true
      clearTimeout(timer)
      request.signal?.removeEventListener('abort', cancel)
      return true
    }
    const fail = (kind: TransportFailureKind, cause?: unknown): void => {
      if (!settle()) return
      const failure = new TransportFailure(kind, controller !== undefined, cause)
      reject(failure)
      controller?.abort(failure)
    }
    const cancel = (): void => fail('cancelled')
    const timer = setTimeout(() => fail('timeout'), request.timeoutMs)
    if (request.signal?.aborted) return cancel()
    request.signal?.addEventListener('abort', cancel)

    dispatcher.dispatch(
      {
        origin: request.origin,
        path: request.path,
        method: request.method,
        headers: request.headers,
        body: request.body ?? null,
      },
      {
        onRequestStart(started) {
          // Settled while waiting for a connection: abort before a byte is written.
          if (settled) started.abort(new Error('the call was aborted before it was sent'))
          else controller = started
        },
        onResponseStart(_, statusCode, received) {
          status = statusCode
          headers = received
          if (!isPlain(received['content-encoding'])) fail('encoded')
        },
        onResponseData(_, chunk) {
          size += chunk.length
          if (size > MAX_RESPONSE_BYTES) fail('too-large')
          else chunks.push(chunk)
        },
        onResponseEnd() {
          if (!settle()) return
          const bytes = chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks)
          resolve({ status, headers, body: bytes.toString('utf8') })
        },
        onResponseError(_, error) {
          if (isTimeout(error)) fail('timeout', error)
          else fail(controller === undefined ? 'unreachable' : 'broken', error)
        },
      },
    )
  })
