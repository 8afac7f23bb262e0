/** Globals of GraphiQL's own script. */
declare global {
  const YogaGraphiQL: { renderYogaGraphiQL(root: HTMLElement, options: object): void }
  interface Window {
    MonacoEnvironment?: { globalAPI: boolean; getWorkerUrl(module: string, label: string): string }
  }
}

/** A call in `extensions.upstream`; see docs/shield.md. */
export interface Call {
  network: string
  operation: string
  method: string
  path: string
  ids: number
  status: number | null
  startedMs: number
  durationMs: number
  cache: 'miss' | 'coalesced' | 'revalidate' | 'stale' | 'breaker' | 'budget'
}

export interface Upstream {
  calls: Call[]
  summary: { upstreamCalls: number; cacheHits: number; coalesced: number; batchedIds: number }
}

/** One of `extensions.stale`. */
export interface Staleness {
  path: (string | number)[]
  ageMs: number
  reason: string
}

/** One of `Query.budgets`. */
export interface Budget {
  network: string
  lookup: string
  remaining: number
  retryAt: string | null
}

/** The response to one operation. */
export interface OperationResult {
  /** Empty for an operation without a name. */
  operation: string
  /** The request's headers, with which its caller's budgets are fetched. */
  headers: Headers
  /** Until the whole response had arrived in the browser. */
  tookMs: number
  /** Absent where the response has no trace. */
  upstream: Upstream | undefined
  stale: Staleness[]
}
