import { setTimeout } from 'node:timers/promises'
import { systemClock } from '../clock.ts'
import { loadEnvironment, readSettings, SettingsError, withSandbox } from '../config/index.ts'
import type { Settings } from '../config/settings.ts'
import { examineNetworks } from '../datasources/index.ts'
import { failure, type Finding, ok, warning } from '../datasources/check-result.ts'
import { CALL_TIMEOUT_MS } from '../upstream/transport.ts'
import { examineGateway } from './gateway.ts'
import { examineRedis } from './redis.ts'
import { examineRunning } from './running.ts'
import { examineSurroundings } from './surroundings.ts'

const SETTINGS = 'settings'

const read = (): Settings | Finding[] => {
  try {
    return readSettings(loadEnvironment())
  } catch (error) {
    if (!(error instanceof SettingsError)) throw error
    return error.problems.map((problem) => failure(SETTINGS, problem, 'correct it: nothing starts before'))
  }
}

const examineSettings = ({ warnings }: Settings): Finding[] =>
  warnings.length === 0
    ? [ok(SETTINGS, 'complete, and free of contradictions')]
    : warnings.map((text) =>
        warning(SETTINGS, text.replace(/\.$/, ''), 'see the table of settings in the README'),
      )

/** Whatever needs a network that answers: the real ones, or the sandbox while this lasts. */
const examineParts = async (settings: Settings): Promise<Finding[]> => {
  // One after the other: each tells how long it took.
  const networks = await examineNetworks(settings, {
    callTimeoutMs: CALL_TIMEOUT_MS,
    clock: systemClock,
    random: Math.random,
    sleep: (ms) => setTimeout(ms),
  })
  const redis = await examineRedis(settings)
  return [...networks, redis, ...(await examineGateway(settings, redis.verdict !== 'failure'))]
}

const withUpstreams = async (settings: Settings): Promise<Finding[]> => {
  if (!settings.sandbox.on) return examineParts(settings)
  const { startSandbox } = await import('../../sandbox/index.ts')
  // On free ports: the real one may be running.
  const sandbox = await startSandbox()
  try {
    const found = await examineParts(withSandbox(settings, sandbox.connection))
    return [ok('sandbox', 'stands in for every network that is not configured'), ...found]
  } finally {
    await sandbox.close()
  }
}

/** Looks at everything that a start depends on beside Node itself. Changes nothing anywhere. */
export const examine = async (): Promise<Finding[]> => {
  const settings = read()
  if (Array.isArray(settings)) return settings
  return [
    ...examineSettings(settings),
    ...examineSurroundings(settings),
    ...(await examineRunning(settings)),
    ...(await withUpstreams(settings)),
  ]
}
