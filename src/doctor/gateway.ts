import { randomUUID } from 'node:crypto'
import type { Settings } from '../config/settings.ts'
import { toError } from '../errors.ts'
import { failure, type CheckResult, ok, warning } from '../datasources/check-result.ts'
import { createGateway, type Gateway } from '../gateway.ts'
import type { GatewayRequest } from '../request/request.ts'
import { createLog } from '../telemetry/log.ts'
import { redactText } from '../telemetry/redaction.ts'

const ALLOWED = { left: 0 }

/** A caller with an API key: what it may still do is what the bot may still do. */
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
  if (!settings.mixin?.bot)
    return [ok(check, 'without a bot there is none to look at: each token has its own')]
  if (!settings.redisUrl) return [ok(check, 'each gateway counts for itself')]
  if (!canAskRedis) return [ok(check, 'without Redis each gateway counts for itself')]
  const left = await Promise.all(providers.open(asBot()).get('mixin').budgets())
  return left.map(({ lookup, remaining, retryAt }) =>
    retryAt === null
      ? ok(check, `${lookup}: ${remaining} may be made now`)
      : warning(
          check,
          `${lookup}: used up or closed until ${retryAt}`,
          'wait: asking earlier prolongs it. Copies and learned numbers go on answering',
        ),
  )
}

/**
 * Whether a gateway can be put together out of these settings, and what is left of the budgets of its bot.
 * @param canAskRedis false where Redis is known to be away: what this process counts says nothing of the others
 */
export const checkGateway = async (settings: Settings, canAskRedis = true): Promise<CheckResult[]> => {
  try {
    const gateway = createGateway({ settings, log: createLog({ level: 'silent' }) })
    try {
      await gateway.ready
      return [ok('gateway', 'can be put together'), ...(await checkBudgets(gateway, settings, canAskRedis))]
    } finally {
      await gateway.close()
    }
  } catch (error) {
    return [
      failure('gateway', redactText(toError(error).message), 'mend the file or setting that this names'),
    ]
  }
}
