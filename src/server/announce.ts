import { describeStart, type StartupFacts } from './startup-banner.ts'
import type { Log } from '../telemetry/log.ts'

/** Says that requests are served, and by which process, since signals are for it: in the log, and to a person at a terminal. */
export const announce = (log: Log, facts: StartupFacts): void => {
  const described = describeStart(facts)
  log.info('Parley is ready', { ...described.facts, pid: process.pid })
  // In production, stderr may be collected as JSON lines.
  if (!facts.settings.production) process.stderr.write(described.text)
}
