import type { Settings } from '../config/settings.ts'
import type { RootLog } from '../telemetry/log.ts'
import type { ApplySettings } from './reload.ts'
import type { SandboxDemo } from './sandbox-demo.ts'
import type { SignalHandlers } from './signals.ts'

/** What both ways to start need: in one process, and in several. */
export interface StartOptions {
  readonly settings: Settings
  readonly log: RootLog
  /** To be called once: what signals do from then on. */
  readonly onStop: (handlers: SignalHandlers) => void
  /** Makes a reload that puts settings into force by a function. */
  readonly reloadBy: (apply: ApplySettings) => () => void
  /** The sandbox of this process. */
  readonly demo: SandboxDemo | undefined
  /** Closes the sandbox. */
  readonly close: () => Promise<void>
}

/** Resolves once requests are served. */
export type Start = (options: StartOptions) => Promise<void>
