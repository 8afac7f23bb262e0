import type { Settings } from '../config/settings.ts'
import { type CheckResult, ok, warning } from '../datasources/check-result.ts'

const CHECK = 'running'
/** How long a gateway on this machine may take to return its metrics. */
const TIMEOUT_MS = 2_000

const originOf = ({ host, port, metricsPort }: Settings): string | undefined => {
  if (host.startsWith('unix:') && metricsPort === undefined) return undefined
  const own = host.startsWith('unix:') || host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host
  const number = metricsPort ?? port
  return number === 0 ? undefined : `http://${own.includes(':') ? `[${own}]` : own}:${number}`
}

const STATE = /^parley_(budget_closed|breaker_open)\{network="([^"]*)",operation="([^"]*)"\} (\d+)$/gm

/** Reports the calls that a running gateway currently does not make. */
const judge = (origin: string, metrics: string): CheckResult[] => {
  if (!metrics.includes('parley_')) {
    return [
      warning(CHECK, `another program listens at ${origin}`, 'stop it, or set another PORT or METRICS_PORT'),
    ]
  }
  const states = [...metrics.matchAll(STATE)].filter(([, , , , value]) => Number(value) > 0)
  const warnings = states.map(([, state, network = '', operation = '']) =>
    state === 'budget_closed'
      ? warning(
          CHECK,
          `${network} refused ${operation}: the budget is used up`,
          'wait, and do not restart the gateway; earlier calls prolong the wait',
        )
      : warning(
          CHECK,
          `${network} fails ${operation}: calls are paused after repeated failures`,
          'check the network',
        ),
  )
  return warnings.length > 0
    ? warnings
    : [ok(CHECK, `a gateway runs at ${origin}; no budget is used up and no calls are paused`)]
}

/** Reads the metrics of a gateway that already runs with these settings, if there is one. */
export const checkRunning = async (settings: Settings): Promise<CheckResult[]> => {
  const origin = originOf(settings)
  if (origin === undefined) return [ok(CHECK, 'not checked: the gateway listens on a socket or a free port')]
  try {
    const response = await fetch(`${origin}/metrics`, { signal: AbortSignal.timeout(TIMEOUT_MS) })
    return judge(origin, await response.text())
  } catch (error) {
    const isRefused = error instanceof TypeError
    return isRefused
      ? [ok(CHECK, `no gateway runs at ${origin}`)]
      : [
          warning(
            CHECK,
            `the program that listens at ${origin} does not respond`,
            'check its log, or stop it',
          ),
        ]
  }
}
