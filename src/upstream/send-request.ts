import type { Dispatcher } from 'undici'
import type { Cancellation } from '../cancellation.ts'
import { UpstreamText } from '../errors.ts'
import { explainTls } from './egress.ts'
import type { Method } from './endpoint.ts'

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

  /** @param text of the response, where it is none that a program writes for others */
  constructor(status: number, reason: string, text?: string) {
    super(`${reason} (HTTP ${status})`, text === undefined ? undefined : { cause: new UpstreamText(text) })
    this.status = status
  }
}

export interface HttpRequest {
  readonly origin: string
  /** Path with query, as sent. */
  readonly path: string
  readonly method: Method
  readonly headers: Record<string, string>
  readonly body?: string | undefined
  /** For the whole call, waiting for a connection included. */
  readonly timeoutMs: number
  /** Aborts the call when its caller disconnects. */
  readonly signal?: Cancellation | undefined
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
  encoding === undefined ||
  [encoding]
    .flat()
    .flatMap((header) => header.split(','))
    .every((name) => /^(identity)?$/i.test(name.trim()))

/** One request under way. A class, since a closure for each event would take more than the rest. */
class Attempt implements Dispatcher.DispatchHandler {
  readonly #signal: Cancellation | undefined
  readonly #resolve: (response: HttpResponse) => void
  readonly #reject: (failure: TransportFailure) => void
  readonly #timer: NodeJS.Timeout
  readonly #cancel = (): void => this.fail('cancelled')
  #controller: Dispatcher.DispatchController | undefined
  #isSettled = false
  #status = 0
  #headers: HttpResponse['headers'] = {}
  #size = 0
  readonly #chunks: Buffer[] = []

  constructor(
    { timeoutMs, signal }: HttpRequest,
    resolve: (response: HttpResponse) => void,
    reject: (failure: TransportFailure) => void,
  ) {
    this.#signal = signal
    this.#resolve = resolve
    this.#reject = reject
    // Whole milliseconds share a list of Node.js' timers.
    this.#timer = setTimeout(timeOut, Math.ceil(timeoutMs), this)
    signal?.addEventListener('abort', this.#cancel)
  }

  fail(kind: TransportFailureKind, cause?: unknown): void {
    if (!this.#settle()) return
    const failure = new TransportFailure(kind, this.#controller !== undefined, cause)
    this.#reject(failure)
    this.#controller?.abort(failure)
  }

  onRequestStart(started: Dispatcher.DispatchController): void {
    // Settled while waiting for a connection: abort before a byte is written.
    if (this.#isSettled) started.abort(new Error('the call was aborted before it was sent'))
    else this.#controller = started
  }

  onResponseStart(_: unknown, status: number, headers: HttpResponse['headers']): void {
    this.#status = status
    this.#headers = headers
    if (!isPlain(headers['content-encoding'])) this.fail('encoded')
  }

  onResponseData(_: unknown, chunk: Buffer): void {
    this.#size += chunk.length
    if (this.#size > MAX_RESPONSE_BYTES) this.fail('too-large')
    else this.#chunks.push(chunk)
  }

  onResponseEnd(): void {
    if (!this.#settle()) return
    const [first] = this.#chunks
    const bytes = this.#chunks.length === 1 && first ? first : Buffer.concat(this.#chunks)
    this.#resolve({ status: this.#status, headers: this.#headers, body: bytes.toString('utf8') })
  }

  onResponseError(_: unknown, error: Error): void {
    if (isTimeout(error)) this.fail('timeout', error)
    else this.fail(this.#controller === undefined ? 'unreachable' : 'broken', explainTls(error))
  }

  #settle(): boolean {
    if (this.#isSettled) return false
    this.#isSettled = true
    clearTimeout(this.#timer)
    this.#signal?.removeEventListener('abort', this.#cancel)
    return true
  }
}

const timeOut = (attempt: Attempt): void => attempt.fail('timeout')

/**
 * Sends one request and reads the whole response. Follows no redirect and decompresses nothing. Rejects with
 * `TransportFailure` only.
 *
 * It uses undici's handler interface: cheaper than a stream, and `onRequestStart` is the exact moment from which
 * a write may have taken effect.
 */
export const sendRequest = (dispatcher: Dispatcher, request: HttpRequest): Promise<HttpResponse> =>
  new Promise((resolve, reject) => {
    if (request.signal?.aborted) return reject(new TransportFailure('cancelled', false))
    const { origin, path, method, headers, body = null } = request
    dispatcher.dispatch({ origin, path, method, headers, body }, new Attempt(request, resolve, reject))
  })
