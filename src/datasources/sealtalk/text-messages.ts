import type { Clock } from '../../clock.ts'
import { GatewayError, isGatewayError } from '../../errors.ts'
import type { GatewayRequest } from '../../request/request.ts'
import { createPseudonym } from '../../request/scope.ts'
import { whoOf } from '../../request/who.ts'
import type { Secret } from '../../secret.ts'
import type { Observer } from '../../telemetry/observer.ts'
import type { AttemptLimiter } from '../../upstream/rate-limits/attempt-limiter.ts'
import { BudgetExhausted, type Budgets } from '../../upstream/rate-limits/budget.ts'
import type { LimitClass } from '../../upstream/rate-limits/limit-class.ts'
import { createAddressLimits } from '../address-limits.ts'
import { isUnjudged } from '../brute-force-guard.ts'
import type { LookupBudgetModel } from '../types.ts'

const HOUR_MS = 60 * 60_000
/** Text messages per client address and hour that SealTalk sends through Yunpian. @see docs/networks/sealtalk.md#errors */
const PER_HOUR = 20
/** SealTalk's code for reaching that limit. */
const ADDRESS_EXHAUSTED = 3004

/** The gateway's own counts are in `AddressLimits`: this only pauses an address that SealTalk has refused. */
const REFUSED: LimitClass = {
  name: 'sealtalk text messages by address',
  cooldown: { firstMs: HOUR_MS, maxMs: HOUR_MS },
}

/** The budget of text messages of one caller, for both providers of messages together. */
export interface TextMessageBudget {
  /** Runs a call that sends a message; throws RATE_LIMITED, with nothing sent, if none is left. */
  spend<Result>(call: () => Promise<Result>): Promise<Result>
  left(): Promise<LookupBudgetModel>
  /** Identifies the budget of this caller and a phone number, without revealing the number. */
  scopeOf(phone: { readonly region: string; readonly phone: string }): string
}

export interface TextMessagesOptions {
  readonly attempts: AttemptLimiter
  readonly budgets: Budgets
  readonly observer: Observer
  readonly clock: Clock
  /** For all callers together, per hour. It may change. */
  readonly perHour: () => number
  /** Gives several gateways the same digests. Default: random for the life of the process. */
  readonly secret?: Secret | undefined
}

const TOO_MANY = `At most ${PER_HOUR} text messages per hour are sent for one address. Retry after the time in retryAfterMs.`
const TOO_MANY_IN_ALL =
  'The gateway has sent as many text messages as it may for now (LIMIT_TEXT_MESSAGES_PER_HOUR). Retry after the time in retryAfterMs.'

const exhaustion = (error: unknown) =>
  isGatewayError(error) && error.upstreamCode === ADDRESS_EXHAUSTED
    ? { retryAfterMs: error.retryAfterMs }
    : undefined

/** Limits text messages, which cost money and reach people, whichever provider sends them. */
export const createTextMessages = ({
  attempts,
  budgets,
  observer,
  clock,
  perHour,
  secret,
}: TextMessagesOptions): ((request: GatewayRequest) => TextMessageBudget) => {
  const nameOf = createPseudonym('text messages', secret)
  const common = { attempts, nameOf, name: 'text messages', perBlock: PER_HOUR }
  const limitsNow = () => createAddressLimits({ ...common, inAll: perHour() })

  const refuse = (request: GatewayRequest, message: string, retryAfterMs: number) => {
    observer.saved('sealtalk', 'refused', 1)
    const operation = 'sendVerificationCode'
    observer.security({ type: 'throttled', operation, ...whoOf(request, 'sealtalk'), retryAfterMs })
    return new GatewayError('RATE_LIMITED', message, { network: 'sealtalk', retryAfterMs })
  }

  return (request) => {
    const { address, identity, identityGroup } = request.caller
    const limits = limitsNow()
    const owner = { scope: nameOf(address?.block ?? 'unknown'), caller: identity, group: identityGroup }

    return {
      async spend(call) {
        const count = async () => {
          const taken = await limits.take(address)
          if ('giveBack' in taken) return taken
          throw refuse(
            request,
            taken.limit.name.endsWith('in all') ? TOO_MANY_IN_ALL : TOO_MANY,
            taken.waitMs,
          )
        }
        const countAndCall = async () => {
          const taken = await count()
          try {
            return await call()
          } catch (error) {
            if (isUnjudged(error, request)) taken.giveBack()
            throw error
          }
        }
        try {
          return await budgets.run(REFUSED, owner, countAndCall, exhaustion)
        } catch (error) {
          throw error instanceof BudgetExhausted ? refuse(request, TOO_MANY, error.retryAfterMs) : error
        }
      },

      async left() {
        const [{ remaining, waitMs }, paused] = await Promise.all([
          limits.left(address),
          budgets.peekShared(REFUSED, owner),
        ])
        const waitsUntil = remaining > 0 ? null : new Date(clock.date() + Math.ceil(waitMs)).toISOString()
        const retryAt = paused.retryAtMs === null ? waitsUntil : new Date(paused.retryAtMs).toISOString()
        return {
          network: 'sealtalk',
          lookup: 'VERIFICATION_CODE',
          remaining: retryAt === null ? remaining : 0,
          retryAt,
        }
      },

      scopeOf: ({ region, phone }) => nameOf(JSON.stringify([address?.block, region, phone])),
    }
  }
}
