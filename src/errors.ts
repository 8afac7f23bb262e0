/** Mirrors the schema's enum `ErrorCode`; a test compares the two. */
export type ErrorCode =
  | 'BAD_USER_INPUT'
  | 'UNAUTHENTICATED'
  | 'FORBIDDEN'
  | 'NOT_FOUND'
  | 'RATE_LIMITED'
  | 'VERIFICATION_FAILED'
  | 'CONFLICT'
  | 'UPSTREAM_UNAVAILABLE'
  | 'OUTCOME_UNKNOWN'
  | 'UPSTREAM_ERROR'
  | 'UNSUPPORTED'
  | 'QUERY_TOO_COMPLEX'
  | 'PERSISTED_QUERY_NOT_FOUND'
  | 'PERSISTED_QUERY_NOT_SUPPORTED'
  | 'INTERNAL_SERVER_ERROR'

/** A place in the arguments of a field, as a caller writes it: `["input", "userIds", 0]`. */
export type ArgumentPath = readonly (string | number)[]

/** The name of an argument, or of the part of one. */
export const nameOfPlace = (place: ArgumentPath): string =>
  String(place.findLast((part) => typeof part === 'string'))

export interface ErrorDetails {
  /** The network that refused or failed; absent for the gateway's own errors. */
  readonly network?: string | undefined
  /** The upstream's error number: Mixin's `error.code`; SealTalk's `code` or HTTP status. */
  readonly upstreamCode?: number | undefined
  /** Milliseconds to wait before a retry. */
  readonly retryAfterMs?: number | undefined
  /** Whether the same request may succeed later. Default: derived from the code. */
  readonly retryable?: boolean | undefined
  /** The argument that is wrong, or the part of one. */
  readonly argument?: ArgumentPath | undefined
  /** For the log only; clients never see it. */
  readonly cause?: unknown
}

const RETRYABLE: ReadonlySet<ErrorCode> = new Set(['RATE_LIMITED', 'UPSTREAM_UNAVAILABLE'])

/**
 * Codes of errors that say what the client should change. Their stacks say nothing more, and take long: a list may have
 * hundreds of wrong ids.
 */
const REFUSALS: ReadonlySet<ErrorCode> = new Set([
  'BAD_USER_INPUT',
  'UNAUTHENTICATED',
  'FORBIDDEN',
  'NOT_FOUND',
  'UNSUPPORTED',
])

/**
 * A refusal or failure with a code of the schema. Clients see its message, so the gateway writes it and never
 * quotes upstream text, a URL or a credential. `cause` is for the log.
 */
export class GatewayError extends Error {
  override readonly name = 'GatewayError'
  readonly code: ErrorCode
  readonly network: string | undefined
  readonly upstreamCode: number | undefined
  readonly retryable: boolean
  readonly retryAfterMs: number | undefined
  readonly argument: ArgumentPath | undefined

  constructor(code: ErrorCode, message: string, details: ErrorDetails = {}) {
    const { stackTraceLimit } = Error
    if (REFUSALS.has(code)) Error.stackTraceLimit = 0
    super(message, details.cause === undefined ? undefined : { cause: details.cause })
    Error.stackTraceLimit = stackTraceLimit
    this.code = code
    this.network = details.network
    this.upstreamCode = details.upstreamCode
    this.retryable = details.retryable ?? RETRYABLE.has(code)
    this.retryAfterMs = details.retryAfterMs
    this.argument = details.argument
  }

  /** The same error, with its argument seen from further out. Itself if it is about none. */
  at(place: ArgumentPath): GatewayError {
    if (this.argument === undefined) return this
    const { code, message, network, upstreamCode, retryable, retryAfterMs, cause } = this
    const argument = [...place, ...this.argument]
    return new GatewayError(code, message, {
      network,
      upstreamCode,
      retryable,
      retryAfterMs,
      argument,
      cause,
    })
  }
}

export const isGatewayError = (error: unknown): error is GatewayError => error instanceof GatewayError

export const isUnauthenticated = (error: unknown): error is GatewayError =>
  isGatewayError(error) && error.code === 'UNAUTHENTICATED'

/**
 * An argument is invalid; nothing was sent upstream. The message says what to change.
 * @param argument its place, seen from whoever checks it: `atArgument` adds what is further out
 */
export const badUserInput = (message: string, argument?: ArgumentPath, network?: string): GatewayError =>
  new GatewayError('BAD_USER_INPUT', message, { network, argument })

/** The credential is missing, malformed or no longer accepted. */
export const unauthenticated = (network: string, message: string, details: ErrorDetails = {}): GatewayError =>
  new GatewayError('UNAUTHENTICATED', message, { ...details, network })

/** The credential is valid and does not permit this. */
export const forbidden = (network: string, message: string): GatewayError =>
  new GatewayError('FORBIDDEN', message, { network })

/** Characters of an upstream's text that are kept. */
const MAX_UPSTREAM_TEXT = 200
/** Values that an upstream quotes, such as those of an SQL statement. */
const QUOTED = /"(?:[^"\\]|\\.)*"?|'(?:[^'\\]|\\.|'')*'?/g

/** What an upstream says about its error, for the log at `debug` only. Never shown to clients. */
export class UpstreamText extends Error {
  override readonly name = 'UpstreamText'

  /** @param text without what it quotes, which may be somebody's data; `isOwn`: it quotes names of the upstream's own only */
  constructor(text: string, isOwn = false) {
    const { stackTraceLimit } = Error
    Error.stackTraceLimit = 0
    const kept = text.slice(0, 4 * MAX_UPSTREAM_TEXT)
    super(`upstream said: ${(isOwn ? kept : kept.replaceAll(QUOTED, '"…"')).slice(0, MAX_UPSTREAM_TEXT)}`)
    Error.stackTraceLimit = stackTraceLimit
  }
}

/** The network lacks this feature, or this gateway is not configured for it. */
export const unsupported = (network: string, message: string): GatewayError =>
  new GatewayError('UNSUPPORTED', message, { network })

/** Makes an error whose stack nobody reads: capturing it takes longer than all else. */
export const withoutStack = <Made extends Error>(make: () => Made): Made => {
  const { stackTraceLimit } = Error
  Error.stackTraceLimit = 0
  try {
    return make()
  } finally {
    Error.stackTraceLimit = stackTraceLimit
  }
}

export const toError = (thrown: unknown): Error =>
  thrown instanceof Error ? thrown : new Error(String(thrown))
