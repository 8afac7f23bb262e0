import type { Settings } from '../config/settings.ts'
import type { Log } from '../telemetry/log.ts'
import type { SandboxDemo } from './sandbox-demo.ts'
import type { Stops } from './signals.ts'

/** What both ways to start need: in one process, and in several. */
export interface StartOptions {
  readonly settings: Settings
  readonly log: Log
  /** To be called once: what signals do from then on. */
  readonly onStop: (stops: Stops) => void
  /** The sandbox of this process. */
  readonly demo: SandboxDemo | undefined
  /** Closes the sandbox. */
  readonly close: () => Promise<void>
}

/** Resolves once requests are served. */
export type Start = (options: StartOptions) => Promise<void>
