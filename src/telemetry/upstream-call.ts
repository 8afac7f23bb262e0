import type { NetworkName } from '../global-id.ts'

/** An upstream call that has ended, for the log, metrics and spans. Contains no ids, paths or credentials. */
export interface UpstreamCall {
  readonly network: NetworkName
  readonly operation: string
  readonly method: string
  /** Path with `:parameters`. */
  readonly template: string
  /** Number of ids in the request. */
  readonly ids: number
  /** Number of the attempt, from 0. */
  readonly attempt: number
  /** HTTP status; null where there was no response. */
  readonly status: number | null
  /** `ok`, an error code, or `cancelled` where no request waited for it any more. */
  readonly outcome: string
  readonly durationMs: number
}
