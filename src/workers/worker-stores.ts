import type { Clock } from '../clock.ts'
import type { Drop, RevocationFollower, SharedFinding, SharedStore } from '../datasources/shared-store.ts'
import type { SharedAttempts } from '../upstream/rate-limits/attempt-limiter.ts'
import type { SharedBudgets, SharedRemaining } from '../upstream/rate-limits/budget.ts'
import { createExpiringMap } from '../upstream/rate-limits/expiring-map.ts'
import type { Cooldown, StoreCalls, StoreNews } from './calls.ts'
import { keyOf } from './held-counts.ts'
import type { Link } from './link.ts'

/** The state that all workers of a gateway share, as one of them sees it: held by the primary process. */
export interface WorkerStore extends SharedStore {
  readonly budgets: SharedBudgets & SharedAttempts
  /** Resolves once this worker knows what the others have ended and met. */
  readonly ready: Promise<undefined>
  /**
   * Resolves once all other workers know what was changed here, and which calls the network refuses: a client's next
   * request may go to any of them. Undefined where nothing is to wait for.
   */
  settled(): Promise<unknown> | undefined
  close(): Promise<void>
}

export interface WorkerStores {
  /** What this worker answers. */
  readonly news: StoreNews
  /** The store for a gateway of this process. */
  open(link: Link<StoreCalls>): WorkerStore
  /** Forgets the cooldowns of other workers. */
  forget(): void
}

interface Listeners {
  readonly drops: Set<(what: Drop) => void>
  follower: RevocationFollower | undefined
}

const NOTHING: ReadonlyMap<string, SharedFinding> = new Map()

/**
 * Cache entries are not shared: each worker has its own, and hears what others drop. Cooldowns are told to all, so that
 * only calls with a budget of their own ask.
 */
export const createWorkerStores = (clock: Clock): WorkerStores => {
  const opened = new Set<Listeners>()
  // The primary bounds them.
  const createCooldowns = () =>
    createExpiringMap<number>(clock, { maxEntries: Infinity, maxPerOwner: Infinity })
  let cooldowns = createCooldowns()

  const adopt = (cooldown: Cooldown): void => {
    const until = clock.now() + cooldown.forMs
    const key = keyOf(cooldown)
    cooldowns.set(key, key, until, until)
  }

  const leftMs = (name: string, scope: string): number => {
    if (cooldowns.size() === 0) return 0
    const until = cooldowns.get(keyOf({ name, scope }))
    return until === undefined ? 0 : until - clock.now()
  }

  const news: StoreNews = {
    cooldown: adopt,
    revoked: (value) => opened.forEach(({ follower }) => follower?.receive(value)),
    dropped: (what) => opened.forEach(({ drops }) => drops.forEach((listener) => listener(what))),
  }

  const open = (link: Link<StoreCalls>): WorkerStore => {
    const listeners: Listeners = { drops: new Set(), follower: undefined }
    opened.add(listeners)
    let lostAt: number | undefined = clock.now()
    /** News of this worker that not all others have confirmed. */
    let unconfirmed = 0
    let confirmations: Promise<unknown> = Promise.resolve()
    const confirm = (told: Promise<unknown>): void => {
      unconfirmed += 1
      const confirmed = told.catch(() => undefined).finally(() => (unconfirmed -= 1))
      confirmations = Promise.all([confirmations, confirmed])
    }

    const learn = async (): Promise<undefined> => {
      const known = await link.ask('known', undefined)
      known.cooldowns.forEach(adopt)
      for (const value of known.revoked) listeners.follower?.receive(value)
      lostAt = undefined
      return undefined
    }

    const take: WorkerStore['budgets']['take'] = async ({ name, bucket }, scope, count) => {
      const cooldownMs = leftMs(name, scope)
      if (cooldownMs > 0 || !bucket) return { cooldownMs, waitMs: 0, remaining: 0 }
      return link
        .ask('take', { name, scope, bucket, count })
        .catch((): SharedRemaining | undefined => undefined)
    }

    return {
      ready: learn(),
      budgets: {
        take,
        cooldownMs: ({ name }, scope) => leftMs(name, scope),
        refund: ({ name, bucket }, scope, count) => link.tell('take', { name, scope, bucket, count: -count }),
        startCooldown: ({ name }, scope, forMs) => confirm(link.ask('startCooldown', { name, scope, forMs })),
      },
      facts: {
        read: (kind, key) => link.ask('readFact', { kind, key }).catch(() => undefined),
        write: (kind, key, value, ttlMs, condition) =>
          link.tell('writeFact', { kind, key, value, ttlMs, condition }),
        insist: (kind, key, value, ttlMs, condition) =>
          link.ask('insistOnFact', { kind, key, value, ttlMs, condition }).catch(() => false),
        forget: (kind, key) => link.tell('forgetFact', { kind, key }),
      },
      models: {
        hasNoEntries: true,
        read: async () => NOTHING,
        areUndropped: () => Promise.resolve(true),
        write: () => undefined,
        withdraw: () => undefined,
        drop(what) {
          // What the upstream has refused is no change of this client's.
          if ('ids' in what) return link.tell('drop', what)
          confirm(link.ask('drop', what))
        },
        onDrop: (listener) => void listeners.drops.add(listener),
      },
      revocations: {
        put: (revocation) => link.ask('revoke', revocation).catch(() => false),
        remove: (subjects) => link.tell('removeRevocations', subjects),
        follow: (follower) => void (listeners.follower = follower),
        lostAt: () => lostAt,
      },
      settled: () => (unconfirmed === 0 ? undefined : confirmations),
      async close() {
        opened.delete(listeners)
      },
    }
  }

  return { news, open, forget: () => void (cooldowns = createCooldowns()) }
}
