import type { RedisSettings } from '../config/settings.ts'
import { toError } from '../errors.ts'
import type { Log } from '../telemetry/log.ts'
import { createBackoff } from './backoff.ts'
import { within } from './deadline.ts'
import { loadRedis, type OpenRedis, type Redis, type RedisClient } from './modes/client.ts'
import { openRedis } from './modes/open.ts'
import { codeOf, isOfServer, isOfWrites, type RedisRefusal, toRedisRefusal } from './refusal.ts'
import { createRedisStatus, type RedisState } from './status.ts'

export type { RedisClient }

/** Milliseconds until a command times out. */
const TIMEOUT_MS = 50
/** Milliseconds to open and prepare a connection, with one address and with several, and for each of these. */
const CONNECT_TIMEOUT_MS = 1_000
const CONNECT_ANY_TIMEOUT_MS = 2_000
const CONNECT_ONE_TIMEOUT_MS = 300
/** Time-outs that a command waits for the connection that replaces one to a server that cannot serve it. */
const FOLLOW_TIMEOUTS = 10

/**
 * A Redis that may be unavailable. Commands never fail, and never wait longer than the time-out, except while a server
 * that is no longer the primary is left: what it refused is repeated on the next connection, and the rest waits for that.
 */
export interface RedisConnection {
  /** Resolves once the first attempt to connect has succeeded or failed: to the refusal if Redis refused the URL. */
  readonly ready: Promise<RedisRefusal | undefined>
  /**
   * Redis's reply; undefined if Redis is down (at once), refuses or is too late. Never rejects.
   * @param whenRefused what to return where Redis refuses to write. Default: undefined
   */
  run<Reply>(
    command: (client: RedisClient, open: OpenRedis) => Promise<Reply>,
    whenRefused?: Reply,
  ): Promise<Reply | undefined>
  state(): RedisState
  /** Waits for running commands, at most for the time-out. */
  close(): Promise<void>
}

export interface RedisConnectionOptions {
  readonly settings: RedisSettings
  readonly log: Log
  /** 0 to 1. */
  readonly random: () => number
  /** Milliseconds. Default: 50. */
  readonly timeoutMs?: number | undefined
  /** Prepares each new connection before it is used; if this rejects, the connection is closed. */
  readonly prepare: (open: OpenRedis) => Promise<void>
  /** Writes something that ends by itself to every server. Rejects if one of them refuses. */
  readonly probeWrites: (open: OpenRedis) => Promise<unknown>
  /** Called when the connection can be used, and when it is lost. */
  readonly onChange?: ((isConnected: boolean) => void) | undefined
  /** Called at each change of the state, and for the first one. */
  readonly onState?: ((state: RedisState) => void) | undefined
  /** Called when writes are accepted again on a connection that had refused them. */
  readonly onWritable?: (() => void) | undefined
}

interface Link {
  /** Closes everything of the connection. */
  readonly ending: AbortController
  /** Resolves when another connection is needed: to whether this one was left for another server. */
  readonly ended: PromiseWithResolvers<{ readonly isLeft: boolean }>
  /** Error codes of refusals that were logged. */
  readonly loggedRefusals: Set<string>
  /** Undefined until it is connected. */
  open?: OpenRedis
}

/** Connects and reconnects. Logs each change of the state once. */
export const createRedisConnection = (options: RedisConnectionOptions): RedisConnection => {
  const { settings, log, random, timeoutMs = TIMEOUT_MS, prepare, probeWrites, onChange } = options
  const hasMany = settings.urls.length > 1
  const closing = new AbortController()
  const firstAttempt = Promise.withResolvers<RedisRefusal | undefined>()
  let opening: Link | undefined
  let current: Link | undefined
  let hasFailover = hasMany
  let redis: Redis | undefined
  /** Resolves to the next connection. */
  let next = Promise.withResolvers<Link>()
  /** The replacement of a connection to a server that cannot serve: commands wait for it. */
  let following: Promise<Link | undefined> | undefined

  const status = createRedisStatus({
    log,
    onState: options.onState,
    onWritable: options.onWritable,
    probe: async () => {
      const { open } = current ?? {}
      if (open) await within(timeoutMs, probeWrites(open))
    },
  })

  /** Whether Redis refused a command; other errors mean that the connection failed. */
  const isRefusal = (error: unknown): error is Error =>
    redis !== undefined && error instanceof redis.ErrorReply

  /** Uses a connection no longer. */
  const release = (link: Link, error: unknown, isLeft: boolean): void => {
    link.ended.resolve({ isLeft })
    if (current !== link) return
    current = undefined
    onChange?.(false)
    if (!closing.signal.aborted) status.down(error)
  }

  /** Closes the connection; its pending commands fail. */
  const disconnect = (link: Link, error: unknown): void => {
    release(link, error, false)
    link.ending.abort(toError(error))
  }

  /** Leaves a connection for another server. Pending commands have time to be replied to. */
  const leave = (link: Link, error: unknown): void => {
    if (opening === link) disconnect(link, error)
    if (current !== link) return
    following = within(timeoutMs * FOLLOW_TIMEOUTS, next.promise).catch(() => undefined)
    release(link, error, true)
    setTimeout(() => link.ending.abort(toError(error)), timeoutMs)
  }

  const logRefusal = ({ loggedRefusals }: Link, error: Error): void => {
    const code = codeOf(error)
    if (loggedRefusals.has(code)) return
    loggedRefusals.add(code)
    log.warn('Redis refused a command', { code })
  }

  /** @returns the reply with which writes are refused, if they are */
  const openLink = async (link: Link, loaded: Redis): Promise<unknown> => {
    const open = await openRedis(
      {
        redis: loaded,
        signal: link.ending.signal,
        connectTimeoutMs: hasMany ? CONNECT_ONE_TIMEOUT_MS : CONNECT_TIMEOUT_MS,
        onLost: (error) => disconnect(link, error),
        onMoved: (why) => leave(link, new Error(why)),
      },
      settings,
    )
    link.open = open
    hasFailover = hasMany || open.mode !== 'single'
    await prepare(open)
    // A Redis that is too slow for commands is not used.
    return within(timeoutMs, probeWrites(open)).then(
      () => undefined,
      (error: unknown) => {
        if (isOfWrites(toError(error))) return error
        throw error
      },
    )
  }

  const connect = async (): Promise<Link> => {
    const loaded = await loadRedis()
    redis = loaded
    closing.signal.throwIfAborted()
    const link: Link = {
      ending: new AbortController(),
      ended: Promise.withResolvers(),
      loggedRefusals: new Set(),
    }
    opening = link
    try {
      const refusal = await within(
        hasMany ? CONNECT_ANY_TIMEOUT_MS : CONNECT_TIMEOUT_MS,
        openLink(link, loaded),
      )
      link.ending.signal.throwIfAborted()
      opening = undefined
      current = link
      status.up(link.open?.mode)
      if (refusal !== undefined) status.refused(toError(refusal))
      return link
    } catch (error) {
      disconnect(link, error)
      throw error
    }
  }

  const announce = (link: Link): void => {
    following = undefined
    next.resolve(link)
    next = Promise.withResolvers()
  }

  const keepConnected = async (): Promise<void> => {
    const backOff = createBackoff(random, closing.signal)
    while (!closing.signal.aborted) {
      const startedAt = performance.now()
      let isLeft = false
      try {
        const link = await connect()
        onChange?.(true)
        firstAttempt.resolve(undefined)
        announce(link)
        ;({ isLeft } = await link.ended.promise)
      } catch (error) {
        if (!closing.signal.aborted) status.down(error)
        firstAttempt.resolve(toRedisRefusal(toError(error)))
      }
      await backOff({ lastedMs: performance.now() - startedAt, isLeft, hasFailover })
    }
  }
  const running = keepConnected()

  /** @param isRepeated whether another connection refused it already */
  const runOn = async <Reply>(
    link: Link,
    command: (client: RedisClient, open: OpenRedis) => Promise<Reply>,
    whenRefused: Reply | undefined,
    isRepeated = false,
  ): Promise<Reply | undefined> => {
    if (!link.open) return undefined
    try {
      return await within(timeoutMs, command(link.open.client, link.open))
    } catch (error) {
      if (!isOfServer(toError(error))) {
        if (!isRefusal(error)) disconnect(link, error)
        else if (!isOfWrites(error)) logRefusal(link, error)
        else {
          status.refused(error)
          return whenRefused
        }
        return undefined
      }
      leave(link, error)
      const replacement = isRepeated ? undefined : (current ?? (await following))
      return replacement && runOn(replacement, command, whenRefused, true)
    }
  }

  return {
    ready: firstAttempt.promise,
    async run(command, whenRefused) {
      const link = current ?? (await following)
      return link && runOn(link, command, whenRefused)
    },
    state: status.get,
    async close() {
      closing.abort()
      status.close()
      const link = current ?? opening
      if (current?.open) await within(timeoutMs, current.open.close()).catch(() => undefined)
      if (link) disconnect(link, undefined)
      await running
    },
  }
}
