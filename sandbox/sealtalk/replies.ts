/** The result of an endpoint, before a dialect renders it. */
export type Reply =
  /** HTTP 200 with `{code, result?, message?}`; `message` is sent in development mode only. */
  | { kind: 'envelope'; code: number; result?: unknown; message: string | null; setCookie?: string }
  /** HTTP 200 with a JSON value that has no envelope. */
  | { kind: 'bare'; value: unknown }

/** Success; without an argument there is no `result`. */
export const ok = (result?: unknown): Reply => ({
  kind: 'envelope',
  code: 200,
  message: null,
  ...(result === undefined ? {} : { result }),
})

/** A refusal by a business rule: HTTP 200 with another code. */
export const coded = (code: number, message: string, result?: unknown): Reply => ({
  kind: 'envelope',
  code,
  message,
  ...(result === undefined ? {} : { result }),
})

/** A failure that the server sends as plain text with an HTTP status; thrown by endpoints. */
export class Refusal extends Error {
  readonly status: number
  /** Whether an id could not be decoded, which some servers report differently. */
  readonly isBadId: boolean
  /** The later server's code, where it has one for this. */
  readonly laterCode: number | undefined

  constructor(status: number, text: string, isBadId = false, laterCode?: number) {
    super(text)
    this.name = 'Refusal'
    this.status = status
    this.isBadId = isBadId
    this.laterCode = laterCode
  }
}

/** The caller lacks a right in a group. */
export const noRight = (status: number, text: string): Refusal => new Refusal(status, text, false, 1006)

/** The server never answers; thrown by endpoints. */
export class Hang extends Error {
  override readonly name = 'Hang'
}

/** Text and status of a call without a session; see docs/networks/sealtalk.md#session. */
export const notLoggedIn = (): Refusal => new Refusal(403, 'Not loged in.')

/** A crash of the server: HTTP 500 whose text is an internal message. */
export const crash = (text: string): Refusal => new Refusal(500, text)

/** The crash that a missing field ends in. */
export const missing = (property: string): Refusal => crash(`Cannot read property '${property}' of undefined`)
