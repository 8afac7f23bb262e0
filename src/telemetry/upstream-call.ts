import type { NetworkName } from '../global-id.ts'

/** One upstream call that has ended, as log, metrics and spans are told of it. Holds no ids, paths or credentials. */
export interface UpstreamCall {
  readonly network: NetworkName
  readonly operation: string
  readonly method: string
  /** Path with `:parameters`. */
  readonly template: string
  /** How many ids it carried. */
  readonly ids: number
  /** Which attempt this was, from 0. */
  readonly attempt: number
  /** HTTP status; null where no answer came. */
  readonly status: number | null
  /** `ok`, `cancelled` where nobody waited for it any more, or the error code that came of it. */
  readonly outcome: string
  readonly durationMs: number
}
