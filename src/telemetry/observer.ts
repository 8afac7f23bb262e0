import type { SpanIds } from './spans/span.ts'
import type { UpstreamCall } from './upstream-call.ts'

/** An upstream call for metrics and the log. */
export interface UpstreamEvent extends UpstreamCall, Partial<SpanIds> {
  readonly requestId: string
  readonly error?: Error | undefined
}

/** Why an upstream call was not made. */
export type Saving = 'cache' | 'batch' | 'coalesced' | 'learned' | 'refused' | 'stale' | 'breaker'

/** What data sources report. */
export interface Observer {
  call(event: UpstreamEvent): void
  saved(network: string, how: Saving, count: number): void
  /**
   * A class of calls rests, or no longer does: nothing is sent until a probe has succeeded.
   * @param name network and operation: `mixin readUsers`
   */
  circuitOpen(name: string, isOpen: boolean): void
}
