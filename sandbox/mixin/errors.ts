import { jsonResponse } from '../response.ts'
import type { UpstreamResponse } from '../response.ts'

/** Texts of the error codes; see docs/networks/mixin.md for their meaning. */
const DESCRIPTIONS: Readonly<Record<number, string>> = {
  400: 'The request body can’t be parsed as valid data.',
  401: 'Unauthorized, maybe invalid token.',
  403: 'Forbidden.',
  404: 'The endpoint is not found.',
  429: 'Too Many Requests, try again later.',
  500: 'Internal Server Error.',
  7000: 'Blaze server error.',
  7001: 'The blaze operation timeout.',
  10002: 'The request data has invalid field.',
  10006: 'App update required.',
  20116: 'The group chat is full.',
  20118: 'Invalid PIN format.',
  20119: 'PIN incorrect.',
  20121: 'Authorization code expired.',
  20129: 'Too many invalid codes.',
  20132: 'Too many favorite apps.',
  20133: 'Too many circles.',
}

const SERVER_FAULTS: ReadonlySet<number> = new Set([500, 7000, 7001])

/** Which field of a request is off, and why. */
export type FieldProblem = { field: string; reason: string }

/** A refusal by the network; the wrapper of the handlers turns it into an answer. */
export class MixinError extends Error {
  readonly code: number
  readonly extra: FieldProblem | undefined

  constructor(code: number, extra?: FieldProblem) {
    super(DESCRIPTIONS[code] ?? `Error ${code}.`)
    this.name = 'MixinError'
    this.code = code
    this.extra = extra
  }
}

/** Error 10002 about one field of the request. */
export const invalidField = (field: string, reason: string): MixinError =>
  new MixinError(10002, { field, reason })

/** The `error` object of answers and of websocket frames. */
export const errorObject = (code: number, description?: string, extra?: FieldProblem) => ({
  status: SERVER_FAULTS.has(code) ? 500 : 202,
  code,
  description: description ?? DESCRIPTIONS[code] ?? `Error ${code}.`,
  ...(extra === undefined ? {} : { extra }),
})

/** A failure as the network gives it: HTTP 202, or 500 when its server broke down. */
export const errorResponse = (code: number, description?: string, extra?: FieldProblem): UpstreamResponse => {
  const error = errorObject(code, description, extra)
  return jsonResponse(error.status, { error }, code)
}
