import type { Settings } from '../config/settings.ts'
import { type CheckResult, ok, warning } from '../datasources/check-result.ts'

const CHECK = 'running'
/** Milliseconds that a gateway on this machine may take to tell its metrics. */
const PATIENCE_MS = 2_000

const originOf = ({ host, port, metricsPort }: Settings): string | undefined => {
  const own = host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host
  const number = metricsPort ?? port
  return number === 0 ? undefined : `http://${own.includes(':') ? `[${own}]` : own}:${number}`
}

const STATE = /^parley_(budget_closed|breaker_open)\{network="([^"]*)",operation="([^"]*)"\} (\d+)$/gm

/** What a gateway tells of calls that it does not make at present. */
const judge = (origin: string, metrics: string): CheckResult[] => {
  if (!metrics.includes('parley_')) {
    return [
      warning(CHECK, `something else answers at ${origin}`, 'end it, or set another PORT or METRICS_PORT'),
    ]
  }
  const states = [...metrics.matchAll(STATE)].filter(([, , , , value]) => Number(value) > 0)
  const told = states.map(([, state, network = '', operation = '']) =>
    state === 'budget_closed'
      ? warning(
          CHECK,
          `${network} refused ${operation}: its budget is closed`,
          'wait, and do not restart the gateway: asking earlier prolongs it',
        )
      : warning(CHECK, `${network} fails ${operation}: it is given a rest`, 'look at the network'),
  )
  return told.length > 0 ? told : [ok(CHECK, `a gateway answers at ${origin}, and no budget of it is closed`)]
}

/** Asks the gateway that runs here with these settings, where one does, for what it has closed. */
export const checkRunning = async (settings: Settings): Promise<CheckResult[]> => {
  const origin = originOf(settings)
  if (origin === undefined) return [ok(CHECK, 'the port is a free one: no gateway can be asked')]
  try {
    const response = await fetch(`${origin}/metrics`, { signal: AbortSignal.timeout(PATIENCE_MS) })
    return judge(origin, await response.text())
  } catch (error) {
    const isRefused = error instanceof TypeError
    return isRefused
      ? [ok(CHECK, `no gateway answers at ${origin}`)]
      : [warning(CHECK, `what listens at ${origin} does not answer`, 'look at its log, or end it')]
  }
}
