import { setTimeout } from 'node:timers/promises'
import { systemClock } from '../clock.ts'
import { loadEnvironment, readSettings, SettingsError, withSandbox } from '../config/index.ts'
import type { Settings } from '../config/settings.ts'
import { checkNetworks } from '../datasources/index.ts'
import { failure, type CheckResult, ok, warning } from '../datasources/check-result.ts'
import { CALL_TIMEOUT_MS } from '../upstream/transport.ts'
import { checkGateway } from './gateway.ts'
import { checkRedis } from './redis.ts'
import { checkRunning } from './running.ts'
import { checkSurroundings } from './surroundings.ts'

const SETTINGS = 'settings'

const read = (): Settings | CheckResult[] => {
  try {
    return readSettings(loadEnvironment())
  } catch (error) {
    if (!(error instanceof SettingsError)) throw error
    return error.problems.map((problem) =>
      failure(SETTINGS, problem, 'correct this setting; the gateway does not start before'),
    )
  }
}

const checkSettings = ({ warnings }: Settings): CheckResult[] =>
  warnings.length === 0
    ? [ok(SETTINGS, 'valid and consistent')]
    : warnings.map((text) => warning(SETTINGS, text.replace(/\.$/, ''), 'see docs/settings.md'))

/** The checks that need networks: the real ones, or a temporary sandbox. */
const checkParts = async (settings: Settings): Promise<CheckResult[]> => {
  // In sequence, because each measures its duration.
  const networks = await checkNetworks(settings, {
    proxies: settings.proxies,
    callTimeoutMs: CALL_TIMEOUT_MS,
    clock: systemClock,
    random: Math.random,
    sleep: (ms) => setTimeout(ms),
  })
  const redis = await checkRedis(settings)
  return [...networks, redis, ...(await checkGateway(settings, redis.verdict !== 'failure'))]
}

const withUpstreams = async (settings: Settings): Promise<CheckResult[]> => {
  if (!settings.sandbox.on) return checkParts(settings)
  const { startSandbox } = await import('../../sandbox/index.ts')
  // On free ports, because another sandbox may be running.
  const sandbox = await startSandbox()
  try {
    const found = await checkParts(withSandbox(settings, sandbox.connection))
    return [ok('sandbox', 'replaces each network that is not configured'), ...found]
  } finally {
    await sandbox.close()
  }
}

/** Checks everything that startup depends on, except Node itself. Changes nothing. */
export const check = async (): Promise<CheckResult[]> => {
  const settings = read()
  if (Array.isArray(settings)) return settings
  return [
    ...checkSettings(settings),
    ...checkSurroundings(settings),
    ...(await checkRunning(settings)),
    ...(await withUpstreams(settings)),
  ]
}
