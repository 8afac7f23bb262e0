import { randomUUID } from 'node:crypto'
import type { Clock } from '../clock.ts'
import type { Drop, SharedFacts, SharedModel, SharedModels } from '../datasources/shared-store.ts'
import { isObject } from '../json.ts'
import type { RedisClient, RedisConnection } from './connection.ts'
import type { Vault } from './vault.ts'

/** Milliseconds that a copy may lie in Redis, and that a drop is remembered there. */
const MAX_AGE_MS = 24 * 60 * 60 * 1000
/** Milliseconds by which the gateways' clocks may differ: what is closer than that to a drop is not believed. */
const MAX_SKEW_MS = 1_000

const toModel = (copy: unknown): SharedModel | undefined => {
  if (!isObject(copy)) return undefined
  const { value, fetchedAt } = copy
  const isWhole = typeof fetchedAt === 'number' && (value === null || typeof value === 'object')
  return isWhole ? { value, fetchedAt } : undefined
}

const toDrop = (what: unknown): Drop | undefined => {
  if (!isObject(what)) return undefined
  const { scope, kind, id } = what
  if (typeof kind === 'string' && typeof id === 'string') return { kind, id }
  return typeof scope === 'string' && isScope(scope) ? { scope } : undefined
}

const isScope = (text: string): text is `bot:${string}` | `viewer:${string}` => /^(bot|viewer):/.test(text)

export interface RedisModels extends SharedModels {
  /** Listens on a new connection to what other gateways drop. */
  listen(client: RedisClient): Promise<void>
}

export interface RedisModelsOptions {
  readonly connection: Pick<RedisConnection, 'ask'>
  readonly facts: SharedFacts
  readonly vault: Vault
  readonly clock: Clock
}

/** Copies of models as facts, each beside the time of the last drop; drops are also told to whoever listens. */
export const createRedisModels = ({ connection, facts, vault, clock }: RedisModelsOptions): RedisModels => {
  const self = randomUUID()
  const channel = vault.nameOf('drops')
  const listeners: ((what: Drop) => void)[] = []

  const keyOf = (scope: string, id: string): string => `${scope}\n${id}`
  const droppedAt = async (kind: string, key: string): Promise<number> => {
    const time = await facts.read(`dropped:${kind}`, key)
    return typeof time === 'number' ? time : -Infinity
  }

  const hear = (message: Buffer): void => {
    const told = vault.open(channel, message)
    if (!isObject(told) || told['from'] === self) return
    const what = toDrop(told['what'])
    if (what) for (const listener of listeners) listener(what)
  }

  return {
    async read(scope, kind, ids) {
      const copies = new Map<string, SharedModel>()
      const scopeDroppedAt = droppedAt('scope', scope)
      const readOne = async (id: string): Promise<void> => {
        const [copy, ...drops] = await Promise.all([
          facts.read(`model:${kind}`, keyOf(scope, id)),
          droppedAt(kind, id),
          scopeDroppedAt,
        ])
        const model = toModel(copy)
        if (!model || model.fetchedAt > clock.now() + MAX_SKEW_MS) return
        if (model.fetchedAt > Math.max(...drops) + MAX_SKEW_MS) copies.set(id, model)
      }
      await Promise.all(ids.map(readOne))
      return copies
    },
    write: (scope, kind, id, model, ttlMs) =>
      facts.write(`model:${kind}`, keyOf(scope, id), model, Math.min(MAX_AGE_MS, ttlMs)),
    drop(what) {
      const [kind, key] = 'scope' in what ? ['scope', what.scope] : [what.kind, what.id]
      void facts.insist(`dropped:${kind}`, key, clock.now(), MAX_AGE_MS)
      void connection.ask((client) => client.publish(channel, vault.seal(channel, { from: self, what })))
    },
    onDrop: (listener) => void listeners.push(listener),
    listen: (client) => client.subscribe(channel, hear, true),
  }
}
