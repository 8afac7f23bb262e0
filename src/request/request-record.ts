import type { NetworkName } from '../global-id.ts'
import type { OperationFacts } from '../telemetry/spans/span.ts'
import type { Caller } from './caller.ts'
import type { UpstreamTime } from './upstream-time.ts'

const NONE: readonly string[] = []

/** Whose credentials a response was made with: `bot`, or a digest of the account or token. */
export type Accounts = Partial<Readonly<Record<NetworkName, string>>>

/** What the access log says of a request, collected while it is served. */
export class RequestRecord {
  /** By `performance.now()`. */
  readonly startedAt = performance.now()
  /** Undefined where it was refused before its credentials were read. */
  caller: Caller | undefined
  /** Undefined where nothing was executed. */
  operation: OperationFacts | undefined
  /** SHA-256 of its document in hexadecimal digits, or the hash that the client sent in place of it. */
  document: string | undefined
  accounts: Accounts | undefined
  /** Of the upstream calls that it waited for. */
  upstreamTime: UpstreamTime | undefined
  #codes: Set<string> | undefined

  /** The response contains an error. */
  failed(code: string): void {
    ;(this.#codes ??= new Set()).add(code)
  }

  /** Each code once, in the order in which they occurred. */
  codes(): readonly string[] {
    return this.#codes ? [...this.#codes] : NONE
  }

  /** The request acts as an account of a network. @param name `bot`, or a digest as the log has it */
  actsAs(network: NetworkName, name: string): void {
    this.accounts = { ...this.accounts, [network]: name }
  }
}
