/** Settings of the processes that the bench starts, except Parley, which has its own settings. */
export interface ProcessSettings {
  readonly port: number
  /** Base URL of the upstream stub. */
  readonly upstreamUrl: string
  /** Milliseconds that the stub waits before it responds. */
  readonly latencyMs: number
  /** Whether a peer's own caches are on. */
  readonly caches: boolean
  /** The measured case: L1 prepares its responses. */
  readonly caseId: string
  readonly quick: boolean
}

export const toEnvironment = (settings: ProcessSettings): Record<string, string> => ({
  BENCH_SETTINGS: JSON.stringify(settings),
})

export const readProcessSettings = (): ProcessSettings =>
  JSON.parse(process.env['BENCH_SETTINGS'] ?? '{}') as ProcessSettings

/** Entries of a peer's cache: enough for all responses of a case. Their defaults are about 1,000. */
export const CACHED_ENTRIES = 50_000
