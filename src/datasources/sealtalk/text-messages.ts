import { createHash } from 'node:crypto'
import { GatewayError, isGatewayError } from '../../errors.ts'
import type { Caller } from '../../request/request.ts'
import type { Observer } from '../../telemetry/observer.ts'
import { BudgetExhausted, type Budgets } from '../../upstream/rate-limits/budget.ts'
import type { LimitClass } from '../../upstream/rate-limits/limit-class.ts'
import type { LookupBudgetModel } from '../types.ts'

const HOUR_MS = 60 * 60_000
/** Text messages per client address and hour that SealTalk sends through Yunpian. @see docs/networks/sealtalk.md#errors */
const PER_HOUR = 20
/** SealTalk's code for reaching that limit. */
const ADDRESS_EXHAUSTED = 3004

const BY_ADDRESS: LimitClass = {
  name: 'sealtalk text messages by address',
  bucket: { burst: PER_HOUR, perSecond: PER_HOUR / (HOUR_MS / 1000) },
  cooldown: { firstMs: HOUR_MS, maxMs: HOUR_MS },
}

/** The budget of text messages of one caller. */
export interface TextMessageBudget {
  /** Runs a call that sends a message; throws RATE_LIMITED, with nothing sent, if none is left. */
  spend<Result>(call: () => Promise<Result>): Promise<Result>
  left(): Promise<LookupBudgetModel>
  /** Identifies the budget of this caller and a phone number, without revealing the number. */
  scopeOf(phone: { readonly region: string; readonly phone: string }): string
}

const TOO_MANY = `At most ${PER_HOUR} text messages per hour are sent for one address. Retry after the time in retryAfterMs.`

const digest = (text: string): string => createHash('sha256').update(text).digest('base64url')

/** SealTalk counts per client address, so each address has its own budget. */
export const createTextMessageBudget = (
  budgets: Budgets,
  observer: Observer,
  caller: Pick<Caller, 'address'>,
): TextMessageBudget => {
  const address = caller.address?.block ?? 'unknown'
  const scope = `address ${digest(address)}`
  const who = { scope, caller: scope }

  const exhaustion = (error: unknown) =>
    isGatewayError(error) && error.upstreamCode === ADDRESS_EXHAUSTED
      ? { retryAfterMs: error.retryAfterMs }
      : undefined

  return {
    async spend(call) {
      try {
        return await budgets.run(BY_ADDRESS, who, call, exhaustion)
      } catch (error) {
        if (!(error instanceof BudgetExhausted)) throw error
        observer.saved('sealtalk', 'refused', 1)
        throw new GatewayError('RATE_LIMITED', TOO_MANY, {
          network: 'sealtalk',
          retryAfterMs: error.retryAfterMs,
        })
      }
    },
    async left() {
      const { remaining, retryAtMs } = await budgets.peekShared(BY_ADDRESS, who)
      const retryAt = retryAtMs === null ? null : new Date(retryAtMs).toISOString()
      return { network: 'sealtalk', lookup: 'VERIFICATION_CODE', remaining, retryAt }
    },
    scopeOf: ({ region, phone }) => digest(JSON.stringify([address, region, phone])),
  }
}
