import { createMixinLimits } from '../../src/datasources/mixin/limits.ts'
import { BudgetExhausted, createBudgets } from '../../src/upstream/rate-limits/budget.ts'
import { seededRandom } from '../../test/support/time.ts'
import { mostOver } from './bound.ts'
import { aloneMs, linksOf } from './links.ts'
import { GATEWAYS, type Scenario } from './scenario.ts'
import { type Counted, counting, createLinkedBudgets, createServers, MAX_LATE_MS } from './shared-budgets.ts'
import { createVirtualTime } from './virtual-time.ts'

export interface Outcome {
  /** Redis servers that counted. */
  readonly servers: number
  /** Gateways that counted alone, if only for a moment. */
  readonly alone: number
  readonly calls: number
  /** Calls that the budget allows: burst and rate of each part, as long as it was one. */
  readonly allowed: number
  /** Calls that the network refused. */
  readonly refused: number
  /** Whether the calls of each part, in every span of time, stayed within the budget. */
  readonly holds: boolean
}

/** The default of `MIXIN_NUMBER_RATE`. */
export const LIMIT = createMixinLimits(() => ({ numberRatePerSecond: 2, searchRatePerSecond: 2 })).number
export const RATE = LIMIT.bucket ?? { burst: NaN, perSecond: NaN }

/** Milliseconds between two lookups of one gateway, on average: all together want many times the budget. */
const MEAN_GAP_MS = 400
const CALL_MS = { least: 20, most: 80 }
const CALLERS = 5
const SEED = 18

class TooMany extends Error {
  readonly retryAfterMs: number
  constructor(retryAfterMs: number) {
    super('too many calls')
    this.retryAfterMs = retryAfterMs
  }
}

const refusalOf = (error: unknown) => (error instanceof TooMany ? error : undefined)

/** Runs gateways that look up identity numbers as often as they may, in virtual time. */
export const simulate = async (scenario: Scenario): Promise<Outcome> => {
  const { phases, refusals } = scenario
  const time = createVirtualTime()
  const serverOf = createServers(time)
  const endMs = phases.reduce((sum, { seconds }) => sum + seconds * 1000, 0)
  const sent = new Map<string, number[]>()
  let refused = 0
  let alone = 0
  let allowed = 0

  const call = async (by: string): Promise<void> => {
    const sentAt = time.now()
    const times = sent.get(by) ?? []
    times.push(sentAt)
    sent.set(by, times)
    const untilMs = (refusals?.until ?? 0) * 1000
    const isRefused = refusals !== undefined && sentAt >= refusals.from * 1000 && sentAt < untilMs
    await time.sleep(CALL_MS.least + random() * (CALL_MS.most - CALL_MS.least))
    if (!isRefused) return
    refused += 1
    throw new TooMany(Math.max(1, untilMs - time.now()))
  }

  const random = seededRandom(SEED)
  for (let gateway = 0; gateway < GATEWAYS; gateway += 1) {
    const changes = linksOf(scenario, gateway, random)
    const budgets = createBudgets(time, createLinkedBudgets(time, serverOf, changes, random), {
      sleep: time.sleep,
    })
    const lookUp = async (): Promise<void> => {
      const counted: Counted = { by: undefined }
      const who = { scope: 'bot:1', caller: String(Math.floor(random() * CALLERS)) }
      await counting.run(counted, () =>
        budgets.run(LIMIT, who, () => call(counted.by ?? `gateway ${gateway}`), refusalOf),
      )
    }
    const expected = (error: unknown): void => {
      if (!(error instanceof BudgetExhausted || error instanceof TooMany)) throw error
    }
    const scheduleNext = (): void =>
      time.at(time.now() - Math.log(1 - random()) * MEAN_GAP_MS, () => {
        lookUp().catch(expected)
        scheduleNext()
      })
    scheduleNext()
    const withoutRedisMs = aloneMs(changes, endMs)
    if (withoutRedisMs > 0) {
      alone += 1
      allowed += RATE.burst + (withoutRedisMs / 1000) * RATE.perSecond
    }
  }
  await time.runUntil(endMs)

  const names = new Set(
    phases.flatMap(({ redisOf }) => Array.from({ length: GATEWAYS }, (_, gateway) => redisOf(gateway))),
  )
  names.delete(undefined)
  const servers = names.size
  // A server that nobody uses gives no tokens, but saves up a burst at most.
  allowed += servers * (RATE.burst + (endMs / 1000) * RATE.perSecond)
  const late = (MAX_LATE_MS / 1000) * RATE.perSecond
  const parts = servers + alone
  const all = [...sent.values()].flat().sort((one, other) => one - other)
  const ofAll = { burst: RATE.burst * parts, perSecond: RATE.perSecond * parts }
  const holds =
    [...sent.values()].every((times) => mostOver(times, RATE) <= late) && mostOver(all, ofAll) <= late * parts
  return { servers, alone, calls: all.length, allowed: Math.floor(allowed), refused, holds }
}
