import type { Clock } from '../clock.ts'
import type { RevocationFollower, SharedRevocation, SharedRevocations } from '../datasources/shared-store.ts'
import { isObject } from '../json.ts'
import type { RedisConnection } from './connection.ts'
import { pause } from './deadline.ts'
import type { RedisClient } from './modes/client.ts'
import type { Vault } from './vault.ts'

/** Milliseconds between checks that nothing was missed. */
const CHECK_MS = 1_000
/** Milliseconds that a message may be later than a reply: in a cluster it comes on another connection. */
const MESSAGE_MS = 100
/** Milliseconds that the hash is kept after the last write: longer than any revocation is needed. */
const MAX_AGE_MS = 31 * 24 * 60 * 60 * 1000
/** Fields read or written at a time. */
const PAGE = 500

const VERSION = 'version'

/**
 * Writes a revocation, counts the write and tells all gateways, in one step: whoever has seen every number has seen
 * every revocation. A new hash counts from a number that no other hash has used.
 *
 * KEYS: the hash. ARGV: first number, field, value, milliseconds to keep the hash, channel.
 */
const PUT = `
redis.call('HSETNX', KEYS[1], '${VERSION}', ARGV[1])
redis.call('HSET', KEYS[1], ARGV[2], ARGV[3])
local version = redis.call('HINCRBY', KEYS[1], '${VERSION}', 1)
redis.call('PEXPIRE', KEYS[1], ARGV[4])
redis.call('PUBLISH', ARGV[5], string.format('%.0f', version) .. ' ' .. ARGV[2] .. ' ' .. ARGV[3])
return version
`

export interface RedisRevocations extends SharedRevocations {
  /** Subscribes a new connection. */
  listen(client: RedisClient): Promise<void>
  /** To be called when the connection can be used, and when it is lost. */
  connected(isConnected: boolean): void
  /** Resolves once the load that is under way has succeeded or failed. */
  loaded(): Promise<void>
  close(): void
}

export interface RedisRevocationsOptions {
  readonly connection: Pick<RedisConnection, 'run'>
  readonly vault: Vault
  readonly clock: Clock
  /** Called with what another gateway has stored and this one did not know. */
  readonly onNews?: ((revocation: SharedRevocation) => void) | undefined
}

/** Cuts a message into its three parts; the last one is binary. */
const toParts = (message: Buffer): readonly [version: number, field: string, sealed: Buffer] => {
  const first = message.indexOf(' ')
  const second = message.indexOf(' ', first + 1)
  const version = Number(message.toString('latin1', 0, first))
  return [version, message.toString('latin1', first + 1, second), message.subarray(second + 1)]
}

/**
 * Revocations in one hash, which every gateway loads when it connects and follows from then on. A gateway that may
 * have missed one loads all again; what a new or restored Redis lacks is written to it.
 */
export const createRedisRevocations = (options: RedisRevocationsOptions): RedisRevocations => {
  const { connection, vault, clock, onNews } = options
  const key = vault.nameOf('revocations')
  const channel = vault.nameOf('revoked')
  let follower: RevocationFollower = { receive: () => false, known: () => [] }
  let isConnected = false
  let connections = 0
  let lostAt: number | undefined = -Infinity
  let version = NaN
  let loading: Promise<void> | undefined
  /** Numbers of messages that came while all was loaded. */
  const heard = new Set<number>()
  /** What could not be written while connected, such as to a full Redis. */
  const unwritten = new Map<string, SharedRevocation>()
  let timer: NodeJS.Timeout | undefined
  const closing = new AbortController()

  const lose = (): void => void (lostAt ??= clock.now())

  const fieldOf = (subject: string): string => vault.nameOf('revocation', subject)

  /** Undefined if it was not sealed for this field. */
  const open = (field: string, sealed: Buffer): SharedRevocation | undefined => {
    const content = vault.open(field, sealed)
    if (!isObject(content)) return undefined
    const { subject, value, expiresAt } = content
    return typeof subject === 'string' && typeof expiresAt === 'number'
      ? { subject, value, expiresAt }
      : undefined
  }

  const pass = (revocation: SharedRevocation): void => {
    if (follower.receive(revocation.value)) onNews?.(revocation)
  }

  const put = async (revocation: SharedRevocation): Promise<boolean> => {
    const { subject } = revocation
    const field = fieldOf(subject)
    const sealed = vault.seal(field, revocation)
    const args = [String(clock.date() * 1_000), field, sealed, String(MAX_AGE_MS), channel]
    const isWritten = await connection.run((client) => client.eval(PUT, { keys: [key], arguments: args }))
    if (isWritten !== undefined) {
      unwritten.delete(subject)
      return true
    }
    unwritten.set(subject, revocation)
    // A full Redis still passes messages on; without a number, this one does not count.
    const message = Buffer.concat([Buffer.from(`0 ${field} `), sealed])
    await connection.run((client) => client.publish(channel, message))
    return false
  }

  const putAll = async (revocations: readonly SharedRevocation[]): Promise<void> => {
    for (let from = 0; from < revocations.length; from += PAGE) {
      await Promise.all(revocations.slice(from, from + PAGE).map(put))
    }
  }

  const receive = (message: Buffer): void => {
    const [number, field, sealed] = toParts(message)
    const content = open(field, sealed)
    if (content) pass(content)
    if (number === 0) return
    if (loading) heard.add(number)
    else if (number === version + 1) version = number
    else if (number > version) startLoading()
  }

  const readVersion = async (): Promise<number> => {
    const stored = await connection.run((client) => client.hGet(key, VERSION))
    return stored === undefined ? NaN : Number(stored ?? 0)
  }

  /** Every stored revocation as JSON by its subject; undefined if Redis was lost meanwhile. */
  const readAll = async (): Promise<Map<string, string> | undefined> => {
    const stored = new Map<string, string>()
    const over: string[] = []
    let cursor = '0'
    do {
      const from = cursor
      const page = await connection.run((client) => client.hScan(key, from, { COUNT: PAGE }))
      if (!page) return undefined
      cursor = String(page.cursor)
      for (const entry of page.entries) {
        const field = String(entry.field)
        if (field === VERSION) continue
        const content = open(field, Buffer.from(entry.value))
        if (!content) continue
        if (content.expiresAt <= clock.date()) {
          over.push(field)
          continue
        }
        pass(content)
        stored.set(content.subject, JSON.stringify(content.value))
      }
    } while (cursor !== '0')
    if (over.length > 0) void connection.run((client) => client.hDel(key, over))
    return stored
  }

  const load = async (): Promise<void> => {
    const link = connections
    heard.clear()
    const before = await readVersion()
    const stored = await readAll()
    if (!stored || Number.isNaN(before) || link !== connections || !isConnected) return
    // What was counted before has been read, and what was counted since counts where its message came.
    version = before
    while (heard.delete(version + 1)) version += 1
    lostAt = undefined
    unwritten.clear()
    const missing = follower
      .known()
      .filter(({ subject, value }) => stored.get(subject) !== JSON.stringify(value))
    void putAll(missing)
  }

  const startLoading = (): void => {
    lose()
    const current = load().finally(() => {
      if (loading === current) loading = undefined
    })
    loading = current
  }

  const check = async (): Promise<void> => {
    if (!isConnected || loading) return
    if (lostAt !== undefined) {
      startLoading()
      return
    }
    const before = version
    const stored = await readVersion()
    if (loading) return
    if (Number.isNaN(stored)) lose()
    // Another hash.
    else if (stored < before) startLoading()
    else if (stored <= version) await putAll([...unwritten.values()])
    else {
      await pause(MESSAGE_MS, closing.signal)
      // More than was heard of.
      if (!loading && stored > version) startLoading()
    }
  }

  const schedule = (): void => {
    timer = setTimeout(() => void check().finally(() => timer && schedule()), CHECK_MS)
    timer.unref()
  }
  schedule()

  return {
    put,
    remove: (subjects) => void connection.run((client) => client.hDel(key, subjects.map(fieldOf))),
    follow: (given) => void (follower = given),
    lostAt: () => lostAt,
    listen: (client) => client.subscribe(channel, receive, true),
    connected(isNow) {
      isConnected = isNow
      connections += 1
      if (isNow) startLoading()
      else lose()
    },
    loaded: async () => loading,
    close() {
      closing.abort()
      clearTimeout(timer)
      timer = undefined
    },
  }
}
