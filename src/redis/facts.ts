import DataLoader from 'dataloader'
import type { Clock } from '../clock.ts'
import type { FactCondition, SharedFacts } from '../datasources/shared-store.ts'
import { createExpiringMap, type ExpiringMap } from '../upstream/rate-limits/expiring-map.ts'
import type { RedisConnection } from './connection.ts'
import type { RedisClient } from './modes/client.ts'
import type { RedisMemory } from './memory.ts'
import type { Vault } from './vault.ts'

/** Names read by one MGET. */
const MAX_NAMES = 1_000
/** Writes of one kind that are kept for a Redis that is unavailable: as many as there can be logouts. */
const MAX_PENDING = 100_000
/** The same for drops of cache entries, which end with the entries. */
const MAX_PENDING_DROPS = 10_000
/** Bytes that a key takes in Redis beside its name and value. */
const KEY_BYTES = 100
/** Redis's own words. */
const CONDITIONS = { 'if-absent': 'NX', 'if-present': 'XX' } as const

interface Write {
  readonly name: string
  /** As it is stored. Undefined deletes. */
  readonly content: Buffer | string | undefined
  /** By `Clock.now`. */
  readonly expiresAt: number
  readonly condition?: FactCondition | undefined
}

export interface StoredFacts extends SharedFacts {
  /** Like `insist`, for what is read by its time to live: it is stored under this name and not encrypted. */
  insistUnsealed(kind: string, name: string, content: string, ttlMs: number): Promise<boolean>
  /** Repeats the pending writes on a new connection. */
  writePending(client: RedisClient): Promise<void>
}

export interface StoredFactsOptions {
  readonly connection: Pick<RedisConnection, 'run'>
  readonly vault: Vault
  readonly clock: Clock
  /** Facts that are not insisted on are cache entries: without room for them, they are not written. */
  readonly memory: Pick<RedisMemory, 'hasRoomFor'>
}

/**
 * Encrypted facts, one per key. Reads of one tick share an MGET, in a cluster one for each slot; writes of one tick share a
 * pipeline.
 */
export const createStoredFacts = (options: StoredFactsOptions): StoredFacts => {
  const { connection, vault, clock, memory } = options
  /** By kind, so that many writes of one leave no other out. */
  const pendingByKind = new Map<string, ExpiringMap<Write>>()
  let batch: Write[] = []

  const values = new DataLoader<string, Buffer | undefined>(
    async (names) => {
      const found = await connection.run((client) => client.mGet([...names]))
      return names.map((_, index) => found?.[index] ?? undefined)
    },
    { maxBatchSize: MAX_NAMES },
  )

  const send = async (client: RedisClient, writes: readonly Write[]): Promise<true> => {
    const now = clock.now()
    await Promise.all(
      writes.map(async ({ name, content, expiresAt, condition }) => {
        const leftMs = Math.ceil(expiresAt - now)
        if (content === undefined || leftMs <= 0) return client.del(name)
        const written = client.set(name, content, {
          expiration: { type: 'PX', value: leftMs },
          ...(condition && { condition: CONDITIONS[condition] }),
        })
        // Sent with it, in one pipeline.
        return condition === 'if-absent' ? Promise.all([written, client.pExpire(name, leftMs)]) : written
      }),
    )
    return true
  }

  const flush = (): void => {
    const writes = batch
    batch = []
    void connection.run((client) => send(client, writes))
  }
  const enqueue = (write: Write): void => {
    if (batch.push(write) === 1) queueMicrotask(flush)
  }

  const toWrite = (
    kind: string,
    key: string,
    value: unknown,
    ttlMs: number,
    condition?: FactCondition,
  ): Write => {
    const name = vault.nameOf(kind, key)
    const content = ttlMs > 0 ? vault.seal(name, value) : undefined
    return { name, content, expiresAt: clock.now() + ttlMs, condition }
  }

  const hasRoomFor = ({ name, content }: Write): boolean =>
    content === undefined || memory.hasRoomFor(KEY_BYTES + name.length + content.length)

  const pendingOf = (kind: string): ExpiringMap<Write> => {
    const known = pendingByKind.get(kind)
    if (known) return known
    const isDrop = /^(dropped|model):/.test(kind)
    const maxEntries = isDrop ? MAX_PENDING_DROPS : MAX_PENDING
    const pending = createExpiringMap<Write>(clock, { maxEntries, maxPerOwner: maxEntries })
    pendingByKind.set(kind, pending)
    return pending
  }
  const confirm = (pending: ExpiringMap<Write>, write: Write): void => {
    if (pending.get(write.name) === write) pending.delete(write.name)
  }

  const insistOn = async (kind: string, write: Write): Promise<boolean> => {
    const pending = pendingOf(kind)
    // A Redis that comes back may have lost what the condition is about.
    const kept: Write = { ...write, condition: undefined }
    const isKept = pending.set(kept.name, '', kept, kept.expiresAt) === 0
    const isSent = (await connection.run((client) => send(client, [write]))) === true
    if (isSent) confirm(pending, kept)
    return isSent || isKept
  }

  return {
    async read(kind, key) {
      const name = vault.nameOf(kind, key)
      // Facts change, so the loader must not cache them.
      const sealed = await values.load(name).finally(() => values.clear(name))
      return sealed && vault.open(name, sealed)
    },
    write(kind, key, value, ttlMs, condition) {
      const write = toWrite(kind, key, value, ttlMs, condition)
      if (hasRoomFor(write)) enqueue(write)
    },
    insist: (kind, key, value, ttlMs, condition) =>
      insistOn(kind, toWrite(kind, key, value, ttlMs, condition)),
    insistUnsealed: (kind, name, content, ttlMs) =>
      insistOn(kind, { name, content, expiresAt: clock.now() + ttlMs }),
    forget: (kind, key) => enqueue({ name: vault.nameOf(kind, key), content: undefined, expiresAt: 0 }),
    async writePending(client) {
      for (const pending of pendingByKind.values()) {
        const writes = pending.entries().map(({ value }) => value)
        // A Redis that refuses writes can still be read.
        const sent = await send(client, writes).catch(() => false)
        if (sent) for (const write of writes) confirm(pending, write)
      }
    },
  }
}

/** The facts with those that were stored with former secrets, which are read where the current ones have none. */
export const withFormerFacts = (facts: SharedFacts, former: readonly SharedFacts[]): SharedFacts =>
  former.length === 0
    ? facts
    : {
        ...facts,
        async read(kind, key) {
          const found = await Promise.all([facts, ...former].map((each) => each.read(kind, key)))
          return found.find((value) => value !== undefined)
        },
        forget(kind, key) {
          for (const each of [facts, ...former]) each.forget(kind, key)
        },
      }
