import DataLoader from 'dataloader'
import type { Clock } from '../clock.ts'
import type { SharedFacts } from '../datasources/shared-store.ts'
import { createGrowingLru } from '../lru.ts'
import type { RedisClient, RedisConnection } from './connection.ts'
import type { Vault } from './vault.ts'

/** Names asked for by one MGET. */
const MAX_NAMES = 1_000
/** Facts that wait for a Redis that is away. */
const MAX_OWED = 10_000

interface Write {
  readonly name: string
  /** Undefined deletes. */
  readonly value: unknown
  /** Milliseconds since 1970. */
  readonly expiresAt: number
}

export interface StoredFacts extends SharedFacts {
  /** Tells a new connection what is owed to it. */
  settle(client: RedisClient): Promise<void>
}

export interface StoredFactsOptions {
  readonly connection: Pick<RedisConnection, 'ask'>
  readonly vault: Vault
  readonly clock: Clock
}

/** Sealed facts, one a key: all that are asked for in one turn go in one MGET, all writes of one in one pipeline. */
export const createStoredFacts = ({ connection, vault, clock }: StoredFactsOptions): StoredFacts => {
  const owed = createGrowingLru<string, Write>(MAX_OWED)
  let batch: Write[] = []

  const values = new DataLoader<string, Buffer | undefined>(
    async (names) => {
      const found = await connection.ask((client) => client.mGet([...names]))
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
    void connection.ask((client) => send(client, writes))
  }
  const enqueue = (write: Write): void => {
    if (batch.push(write) === 1) queueMicrotask(flush)
  }

  const toWrite = (kind: string, key: string, value: unknown, ttlMs: number): Write => ({
    name: vault.nameOf(kind, key),
    value,
    expiresAt: clock.now() + ttlMs,
  })
  const pay = (write: Write): void => {
    if (owed.peek(write.name) === write) owed.delete(write.name)
  }

  return {
    async read(kind, key) {
      const name = vault.nameOf(kind, key)
      // Kept only while it is under way: facts change.
      const sealed = await values.load(name).finally(() => values.clear(name))
      return sealed && vault.open(name, sealed)
    },
    write: (kind, key, value, ttlMs) => enqueue(toWrite(kind, key, value, ttlMs)),
    async insist(kind, key, value, ttlMs) {
      const write = toWrite(kind, key, value, ttlMs)
      owed.set(write.name, write)
      if (await connection.ask((client) => send(client, [write]))) pay(write)
    },
    forget: (kind, key) => enqueue({ name: vault.nameOf(kind, key), value: undefined, expiresAt: 0 }),
    async settle(client) {
      const writes = [...owed.values()]
      // A Redis that takes no writes can still be read.
      const sent = await send(client, writes).catch(() => false)
      if (sent) writes.forEach(pay)
    },
  }
}
