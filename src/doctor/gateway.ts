import { randomUUID } from 'node:crypto'
import type { Settings } from '../config/settings.ts'
import { toError } from '../errors.ts'
import { failure, type CheckResult, ok, warning } from '../datasources/check-result.ts'
import { createGateway, type Gateway } from '../gateway.ts'
import type { GatewayRequest } from '../request/request.ts'
import { createLog } from '../telemetry/log.ts'
import { redactText } from '../telemetry/redaction.ts'

const ALLOWED = { left: 0 }

/** A caller with an API key, whose budgets are those of the bot. */
const asBot = (): GatewayRequest => ({
  id: randomUUID(),
  caller: {
    authorization: undefined,
    apiKey: 'known',
    sealtalkSession: undefined,
    address: undefined,
    identity: 'doctor',
  },
  limitedCalls: ALLOWED,
  stale: new Map(),
  setSessionCookie: () => undefined,
})

const checkBudgets = async (
  { providers }: Gateway,
  settings: Settings,
  canAskRedis: boolean,
): Promise<CheckResult[]> => {
  const check = 'budgets'
  if (!settings.mixin?.bot) return [ok(check, 'no bot is configured; each token has its own budgets')]
  if (!settings.redis) return [ok(check, 'not shared: each gateway counts separately')]
  if (!canAskRedis)
    return [ok(check, 'not shared while Redis is unavailable: each gateway counts separately')]
  const left = await Promise.all(providers.open(asBot()).get('mixin').budgets())
  return left.map(({ lookup, remaining, retryAt }) =>
    retryAt === null
      ? ok(check, `${lookup}: ${remaining} lookups available now`)
      : warning(
          check,
          `${lookup}: no lookups available until ${retryAt}`,
          'wait; earlier lookups prolong the wait. Cached users and known numbers still work',
        ),
  )
}

/**
 * Creates a gateway from these settings and reads the remaining budgets of its bot.
 * @param canAskRedis false if Redis is known to be unavailable; then this process cannot know the shared budgets
 */
export const checkGateway = async (settings: Settings, canAskRedis = true): Promise<CheckResult[]> => {
  try {
    const gateway = createGateway({ settings, log: createLog({ level: 'silent' }) })
    try {
      await gateway.ready
      return [ok('gateway', 'can be created'), ...(await checkBudgets(gateway, settings, canAskRedis))]
    } finally {
      await gateway.close()
    }
  } catch (error) {
    return [
      failure('gateway', redactText(toError(error).message), 'correct the file or setting that this names'),
    ]
  }
}
