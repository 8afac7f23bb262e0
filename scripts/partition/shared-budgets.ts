import { AsyncLocalStorage } from 'node:async_hooks'
import type { SharedBudgets } from '../../src/upstream/rate-limits/budget.ts'
import { createHeldCounts, type HeldCounts } from '../../src/workers/held-counts.ts'
import type { LinkChange } from './links.ts'
import type { VirtualTime } from './virtual-time.ts'

/** Who counted a call: a Redis by its name, or the gateway by itself. */
export interface Counted {
  by: string | undefined
}

/** Milliseconds of a command to Redis, there and back; and after which a reply is not waited for any more. */
const MAX_REPLY_MS = 5
const TIMEOUT_MS = 50
/** So much later than it was counted, a call may be sent. */
export const MAX_LATE_MS = TIMEOUT_MS + MAX_REPLY_MS

/** Stands for all servers: token buckets and cooldowns as `src/redis/token-bucket.ts` has them. */
export const createServers = (time: VirtualTime): ((name: string) => HeldCounts) => {
  const servers = new Map<string, HeldCounts>()
  return (name) => {
    const known = servers.get(name) ?? createHeldCounts(time)
    servers.set(name, known)
    return known
  }
}

/** What the code of a call is told of who counted it. */
export const counting = new AsyncLocalStorage<Counted>()

interface Pending {
  readonly name: string
  readonly scope: string
  readonly until: number
}

/** The budgets that one gateway shares, by whatever Redis it is linked to. */
export const createLinkedBudgets = (
  time: VirtualTime,
  serverOf: (name: string) => HeldCounts,
  changes: readonly LinkChange[],
  random: () => number,
): SharedBudgets => {
  let redis: string | undefined
  /** Cooldowns that no Redis has taken, as `src/redis/facts.ts` keeps them. */
  const pending = new Set<Pending>()

  /** Undefined if the link is lost before the reply; what was asked has happened nevertheless. */
  const ask = async <Reply>(command: (server: HeldCounts) => Reply): Promise<Reply | undefined> => {
    const asked = redis
    if (asked === undefined) return undefined
    const replyMs = 0.5 + random() * (MAX_REPLY_MS - 0.5)
    await time.sleep(replyMs / 2)
    const reply = command(serverOf(asked))
    await time.sleep(replyMs / 2)
    if (redis === asked) return reply
    await time.sleep(TIMEOUT_MS - replyMs)
    return undefined
  }

  const write = async (cooldown: Pending): Promise<void> => {
    const { name, scope, until } = cooldown
    const written = await ask((server) => server.startCooldown({ name, scope, forMs: until - time.now() }))
    if (written) pending.delete(cooldown)
  }

  for (const change of changes) {
    time.at(change.atMs, () => {
      redis = change.redis
      for (const cooldown of pending) void write(cooldown)
    })
  }

  return {
    async take({ name, bucket }, scope, count) {
      const remaining = bucket && (await ask((server) => server.take({ name, scope, bucket, count })))
      const counted = counting.getStore()
      if (counted && remaining) counted.by = redis
      return remaining
    },
    startCooldown({ name }, scope, forMs) {
      const cooldown = { name, scope, until: time.now() + forMs }
      pending.add(cooldown)
      void write(cooldown)
    },
  }
}
