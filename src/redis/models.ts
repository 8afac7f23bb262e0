import { randomUUID } from 'node:crypto'
import type { Clock } from '../clock.ts'
import type {
  Drop,
  SharedFacts,
  SharedFinding,
  SharedModel,
  SharedModels,
} from '../datasources/shared-store.ts'
import { isObject } from '../json.ts'
import type { RedisConnection } from './connection.ts'
import type { RedisClient } from './modes/client.ts'
import type { Vault } from './vault.ts'

/** Milliseconds that an entry and the record of a drop are kept in Redis. */
const MAX_AGE_MS = 24 * 60 * 60 * 1000
/** Milliseconds by which the gateways' clocks may differ; an entry this close to a drop counts as dropped. */
const MAX_SKEW_MS = 1_000

const toModel = (entry: unknown): SharedModel | undefined => {
  if (!isObject(entry)) return undefined
  const { value, fetchedAt } = entry
  const isValid = typeof fetchedAt === 'number' && (value === null || typeof value === 'object')
  return isValid ? { value, fetchedAt } : undefined
}

/** Where scopes have records of their drops. Each has one as long as it has entries. */
const SCOPES = 'dropped:scope'
/** In place of an id: the record of drops of the whole kind. No id is like it. */
const WHOLE_KIND = '*'
/** The record of drops of everything, and of those that could not be kept while Redis was away: it stands for every one of them. */
const LOST_DROPS = 'dropped:lost'

/** When an entry was withdrawn, if it was. */
const withdrawnAtOf = (entry: unknown): number => {
  const time = isObject(entry) ? entry['withdrawnAt'] : undefined
  return typeof time === 'number' ? time : -Infinity
}

const isTexts = (values: unknown): values is string[] =>
  Array.isArray(values) && values.every((value) => typeof value === 'string')

const toDrop = (what: unknown): Drop | undefined => {
  if (!isObject(what)) return undefined
  const { scope, kind, id, ids, everything } = what
  if (everything === true) return { everything }
  if (scope === undefined && typeof kind === 'string') {
    if (typeof id === 'string') return { kind, id }
    return id === undefined && ids === undefined ? { kind } : undefined
  }
  if (typeof scope !== 'string' || !isScope(scope)) return undefined
  if (kind === undefined) return { scope }
  return typeof kind === 'string' && isTexts(ids) ? { scope, kind, ids } : undefined
}

const isScope = (text: string): text is `bot:${string}` | `viewer:${string}` => /^(bot|viewer):/.test(text)

export interface RedisModels extends SharedModels {
  /** Subscribes a new connection to the drops of other gateways. */
  listen(client: RedisClient): Promise<void>
}

export interface RedisModelsOptions {
  readonly connection: Pick<RedisConnection, 'run'>
  readonly facts: SharedFacts
  readonly vault: Vault
  readonly clock: Clock
}

/**
 * Cache entries and the dates of the last drops, stored as facts; drops are also published to other gateways. Dates are
 * stored, since no gateway knows another one's `Clock.now`.
 */
export const createRedisModels = ({ connection, facts, vault, clock }: RedisModelsOptions): RedisModels => {
  const self = randomUUID()
  const channel = vault.nameOf('drops')
  const listeners: ((what: Drop) => void)[] = []

  const toDate = (time: number): number => time - clock.now() + clock.date()
  const toTime = (date: number): number => date - clock.date() + clock.now()

  const keyOf = (scope: string, id: string): string => `${scope}\n${id}`
  const droppedAt = async (kind: string, key: string): Promise<number> => {
    const time = await facts.read(kind, key)
    return typeof time === 'number' ? time : -Infinity
  }

  /** Scopes that were given a record in this tick. */
  const opened = new Set<string>()
  const openRecord = (scope: string): void => {
    if (opened.has(scope)) return
    if (opened.size === 0) queueMicrotask(() => opened.clear())
    opened.add(scope)
    facts.write(SCOPES, scope, null, MAX_AGE_MS, 'if-absent')
  }

  /** If one drop is lost, all entries count as dropped. */
  const record = async (isRecorded: Promise<boolean>): Promise<void> => {
    if (!(await isRecorded)) void facts.insist(LOST_DROPS, '', clock.date(), MAX_AGE_MS)
  }

  const receive = (sealed: Buffer): void => {
    const message = vault.open(channel, sealed)
    if (!isObject(message) || message['from'] === self) return
    const what = toDrop(message['what'])
    if (what) for (const listener of listeners) listener(what)
  }

  return {
    async read(scope, kind, ids, isDroppedWhole = false) {
      const findings = new Map<string, SharedFinding>()
      const ofAll = Promise.all([
        droppedAt(SCOPES, scope),
        droppedAt(LOST_DROPS, ''),
        isDroppedWhole ? droppedAt(`dropped:${kind}`, WHOLE_KIND) : -Infinity,
      ])
      const readOne = async (id: string): Promise<void> => {
        const [entry, ownDroppedAt, drops] = await Promise.all([
          facts.read(`model:${kind}`, keyOf(scope, id)),
          droppedAt(`dropped:${kind}`, id),
          ofAll,
        ])
        const found = toModel(entry)
        const lastDroppedAt = Math.max(ownDroppedAt, ...drops, withdrawnAtOf(entry))
        const isUsable =
          found &&
          found.fetchedAt <= clock.date() + MAX_SKEW_MS &&
          found.fetchedAt > lastDroppedAt + MAX_SKEW_MS
        const model = isUsable ? { ...found, fetchedAt: toTime(found.fetchedAt) } : undefined
        findings.set(id, { model, droppedAt: toTime(lastDroppedAt) })
      }
      await Promise.all(ids.map(readOne))
      return findings
    },
    async areUndropped(things, since) {
      const drops = await Promise.all(things.map(({ kind, id }) => droppedAt(`dropped:${kind}`, id)))
      return toDate(since) > Math.max(...drops) + MAX_SKEW_MS
    },
    write(scope, kind, id, { value, fetchedAt }, ttlMs) {
      openRecord(scope)
      const entry = { value, fetchedAt: toDate(fetchedAt) }
      facts.write(`model:${kind}`, keyOf(scope, id), entry, Math.min(MAX_AGE_MS, ttlMs))
    },
    withdraw: (scope, kind, id) =>
      void record(facts.insist(`model:${kind}`, keyOf(scope, id), { withdrawnAt: clock.date() }, MAX_AGE_MS)),
    drop(what, isHeld = true) {
      const condition = isHeld ? undefined : 'if-present'
      if ('everything' in what) void facts.insist(LOST_DROPS, '', clock.date(), MAX_AGE_MS)
      else if (!('scope' in what))
        void record(
          facts.insist(`dropped:${what.kind}`, 'id' in what ? what.id : WHOLE_KIND, clock.date(), MAX_AGE_MS),
        )
      else if (!('ids' in what))
        void record(facts.insist(SCOPES, what.scope, clock.date(), MAX_AGE_MS, condition))
      void connection.run((client) => client.publish(channel, vault.seal(channel, { from: self, what })))
    },
    onDrop: (listener) => void listeners.push(listener),
    listen: (client) => client.subscribe(channel, receive, true),
  }
}
