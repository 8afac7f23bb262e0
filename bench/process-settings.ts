/** What the bench tells the processes it starts: all but Parley, which has settings of its own. */
export interface ProcessSettings {
  readonly port: number
  /** Base URL of the upstream stub. */
  readonly upstreamUrl: string
  /** Milliseconds that the stub waits before it answers. */
  readonly latencyMs: number
  /** Whether a peer's own caches are on. */
  readonly caches: boolean
  /** The case being measured: L1 has to know its answers beforehand. */
  readonly caseId: string
  readonly quick: boolean
}

export const toEnvironment = (settings: ProcessSettings): Record<string, string> => ({
  BENCH_SETTINGS: JSON.stringify(settings),
})

export const readProcessSettings = (): ProcessSettings =>
  JSON.parse(process.env['BENCH_SETTINGS'] ?? '{}') as ProcessSettings
