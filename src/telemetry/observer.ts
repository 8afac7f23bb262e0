import type { SecurityEvent } from './security-log.ts'
import type { SpanIds } from './spans/span.ts'
import type { UpstreamCall } from './upstream-call.ts'

/** An upstream call for metrics and the log. */
export interface UpstreamEvent extends UpstreamCall, Partial<SpanIds> {
  readonly requestId: string
  readonly error?: Error | undefined
}

/** Why an upstream call was not made. */
export type Saving = 'cache' | 'batch' | 'coalesced' | 'learned' | 'refused' | 'stale' | 'breaker' | 'closed'

/** Why a circuit opened, or for how long it was open. */
export type CircuitChange =
  | {
      readonly to: 'open'
      /** The rule that opened it. */
      readonly reason: 'outage' | 'callers' | 'subjects'
      /** Consecutive failures that no caller can have caused. */
      readonly failures: number
      /** Callers and subjects with another failure since the last success. */
      readonly callers: number
      readonly subjects: number
    }
  | { readonly to: 'closed'; readonly openedForMs: number }

/**
 * What a response may hold that cannot be used: a number, a date or another field that is read as null, a row that is left
 * out because it cannot be read, and one that is left out because it is about nothing.
 */
export const UNUSABLE = ['number', 'date', 'field', 'row', 'empty-row'] as const
export type Unusable = (typeof UNUSABLE)[number]

/** What data sources report. */
export interface Observer {
  call(event: UpstreamEvent): void
  saved(network: string, how: Saving, count: number): void
  /** A response held so many values that were read as null, or rows that were left out. */
  unusable(network: string, what: Unusable, count: number): void
  /**
   * A class of calls is used for the first time, or its circuit opens or closes. While it is open, nothing is sent
   * until a probe has succeeded.
   * @param name network and operation: `mixin readUsers`
   * @param change absent at the first use
   */
  circuitOpen(name: string, isOpen: boolean, change?: CircuitChange): void
  /** Somebody signed in or out, was refused or throttled, or the gateway stopped something. */
  security(event: SecurityEvent): void
}
