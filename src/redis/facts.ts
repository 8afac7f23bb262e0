import DataLoader from 'dataloader'
import type { Clock } from '../clock.ts'
import type { SharedFacts } from '../datasources/shared-store.ts'
import { createGrowingLru } from '../lru.ts'
import type { RedisClient, RedisConnection } from './connection.ts'
import type { Vault } from './vault.ts'

/** Names read by one MGET. */
const MAX_NAMES = 1_000
/** Writes kept for a Redis that is unavailable. */
const MAX_PENDING = 10_000

interface Write {
  readonly name: string
  /** Undefined deletes. */
  readonly value: unknown
  /** Milliseconds since 1970. */
  readonly expiresAt: number
}

export interface StoredFacts extends SharedFacts {
  /** Repeats the pending writes on a new connection. */
  writePending(client: RedisClient): Promise<void>
}

export interface StoredFactsOptions {
  readonly connection: Pick<RedisConnection, 'run'>
  readonly vault: Vault
  readonly clock: Clock
}

/** Encrypted facts, one per key. Reads of one tick share an MGET; writes of one tick share a pipeline. */
export const createStoredFacts = ({ connection, vault, clock }: StoredFactsOptions): StoredFacts => {
  const pending = createGrowingLru<string, Write>(MAX_PENDING)
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
      writes.map(({ name, value, expiresAt }) => {
        const leftMs = Math.ceil(expiresAt - now)
        if (value === undefined || leftMs <= 0) return client.del(name)
        return client.set(name, vault.seal(name, value), { expiration: { type: 'PX', value: leftMs } })
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

  const toWrite = (kind: string, key: string, value: unknown, ttlMs: number): Write => ({
    name: vault.nameOf(kind, key),
    value,
    expiresAt: clock.now() + ttlMs,
  })
  const confirm = (write: Write): void => {
    if (pending.peek(write.name) === write) pending.delete(write.name)
  }

  return {
    async read(kind, key) {
      const name = vault.nameOf(kind, key)
      // Facts change, so the loader must not cache them.
      const sealed = await values.load(name).finally(() => values.clear(name))
      return sealed && vault.open(name, sealed)
    },
    write: (kind, key, value, ttlMs) => enqueue(toWrite(kind, key, value, ttlMs)),
    async insist(kind, key, value, ttlMs) {
      const write = toWrite(kind, key, value, ttlMs)
      pending.set(write.name, write)
      if (await connection.run((client) => send(client, [write]))) confirm(write)
    },
    forget: (kind, key) => enqueue({ name: vault.nameOf(kind, key), value: undefined, expiresAt: 0 }),
    async writePending(client) {
      const writes = [...pending.values()]
      // A Redis that refuses writes can still be read.
      const sent = await send(client, writes).catch(() => false)
      if (sent) writes.forEach(confirm)
    },
  }
}
