import { toError } from '../errors.ts'
import type { Log } from '../telemetry/log.ts'
import type { Secret } from '../secret.ts'
import { pause, within } from './deadline.ts'
import { isOfServer, type RedisRefusal, toRedisRefusal } from './refusal.ts'

/** Milliseconds until a command times out. */
const TIMEOUT_MS = 50
/** Milliseconds to open and prepare a connection. */
const CONNECT_TIMEOUT_MS = 1_000
/** Milliseconds between attempts to connect, doubling; they start over after a connection that lasted. */
const MIN_PAUSE_MS = 100
const MAX_PAUSE_MS = 5_000
const STEADY_MS = 30_000
/** Time-outs that a command waits for the connection that replaces one to a server that cannot serve it. */
const FOLLOW_TIMEOUTS = 10

/** Loaded on demand: gateways without Redis start faster. */
const load = () => import('@redis/client')

type Redis = Awaited<ReturnType<typeof load>>

const open = ({ createClient, RESP_TYPES }: Redis, url: Secret) =>
  createClient({
    url: url.reveal(),
    // Reconnecting is done below, since it also has to replace a connection that hangs.
    socket: { reconnectStrategy: false, connectTimeout: CONNECT_TIMEOUT_MS },
    disableOfflineQueue: true,
    disableClientInfo: true,
    maintNotifications: 'disabled',
    // Values are bytes. With its own time-outs, the client would keep a hanging connection open.
    commandOptions: { timeout: 0, typeMapping: { [RESP_TYPES.BLOB_STRING]: Buffer } },
  })

export type RedisClient = ReturnType<typeof open>

/**
 * A Redis that may be unavailable. Commands never fail, and never wait longer than the time-out, except while a server
 * that is no longer the primary is left: what it refused is repeated on the next connection, and the rest waits for that.
 */
export interface RedisConnection {
  /** Resolves once the first attempt to connect has succeeded or failed: to the refusal if Redis refused the URL. */
  readonly ready: Promise<RedisRefusal | undefined>
  /** Redis's reply; undefined if Redis is down (at once), refuses or is too late. Never rejects. */
  run<Reply>(command: (client: RedisClient) => Promise<Reply>): Promise<Reply | undefined>
  /** Waits for running commands, at most for the time-out. */
  close(): Promise<void>
}

export interface RedisConnectionOptions {
  readonly url: Secret
  readonly log: Log
  /** 0 to 1. */
  readonly random: () => number
  /** Milliseconds. Default: 50. */
  readonly timeoutMs?: number | undefined
  /** Prepares each new connection before it is used; if this rejects, the connection is closed. */
  readonly prepare: (client: RedisClient) => Promise<void>
  /** Called when the connection can be used, and when it is lost. */
  readonly onChange?: ((isConnected: boolean) => void) | undefined
}

interface Link {
  readonly client: RedisClient
  /** Whether Redis refused the command; other errors mean that the connection failed. */
  readonly isRefusal: (error: unknown) => error is Error
  readonly lost: PromiseWithResolvers<void>
  /** Error codes of refusals that were logged, such as OOM. */
  readonly loggedRefusals: Set<string>
}

/** Connects and reconnects. Logs each change between available and unavailable once. */
export const createRedisConnection = (options: RedisConnectionOptions): RedisConnection => {
  const { url, log, random, timeoutMs = TIMEOUT_MS, prepare, onChange } = options
  const closing = new AbortController()
  const firstAttempt = Promise.withResolvers<RedisRefusal | undefined>()
  let opening: Link | undefined
  let current: Link | undefined
  let wasAvailable: boolean | undefined
  /** Resolves to the next connection. */
  let next = Promise.withResolvers<Link>()
  /** The replacement of a connection to a server that cannot serve: commands wait for it. */
  let following: Promise<Link | undefined> | undefined

  const logChange = (isAvailable: boolean, error?: unknown): void => {
    if (isAvailable === wasAvailable || closing.signal.aborted) return
    wasAvailable = isAvailable
    if (isAvailable) log.info('connected to Redis: state is shared with other gateways')
    else log.warn('Redis is unavailable: this gateway uses its own state only', { err: toError(error) })
  }

  /** Closes the connection; its pending commands fail. */
  const disconnect = (link: Link, error: unknown): void => {
    link.client.destroy()
    link.lost.resolve()
    if (current !== link) return
    current = undefined
    onChange?.(false)
    logChange(false, error)
  }

  const logRefusal = ({ loggedRefusals }: Link, { message }: Error): void => {
    const code = /^[A-Z]+/.exec(message)?.[0] ?? 'ERR'
    if (loggedRefusals.has(code)) return
    loggedRefusals.add(code)
    log.warn('Redis refused a command', { code })
  }

  const prepareClient = async (client: RedisClient): Promise<void> => {
    await client.connect()
    await prepare(client)
    // A Redis that is too slow for commands is not used.
    await within(timeoutMs, client.ping())
  }

  const connect = async (): Promise<Link> => {
    const redis = await load()
    closing.signal.throwIfAborted()
    const client = open(redis, url)
    const link: Link = {
      client,
      isRefusal: (error) => error instanceof redis.ErrorReply,
      lost: Promise.withResolvers(),
      loggedRefusals: new Set(),
    }
    opening = link
    client.on('error', (error) => disconnect(link, error))
    try {
      await within(CONNECT_TIMEOUT_MS, prepareClient(client))
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
    let pauseMs = MIN_PAUSE_MS
    while (!closing.signal.aborted) {
      const startedAt = performance.now()
      try {
        const link = await connect()
        current = link
        logChange(true)
        onChange?.(true)
        firstAttempt.resolve(undefined)
        announce(link)
        await link.lost.promise
      } catch (error) {
        logChange(false, error)
        firstAttempt.resolve(toRedisRefusal(toError(error)))
      }
      const hasLasted = performance.now() - startedAt > STEADY_MS
      pauseMs = hasLasted ? MIN_PAUSE_MS : Math.min(MAX_PAUSE_MS, pauseMs * 2)
      await pause(pauseMs * (0.5 + random() / 2), closing.signal)
    }
  }
  const running = keepConnected()

  /** @param isRepeated whether another connection refused it already */
  const runOn = async <Reply>(
    link: Link,
    command: (client: RedisClient) => Promise<Reply>,
    isRepeated = false,
  ): Promise<Reply | undefined> => {
    try {
      return await within(timeoutMs, command(link.client))
    } catch (error) {
      if (!isOfServer(toError(error))) {
        if (link.isRefusal(error)) logRefusal(link, error)
        else disconnect(link, error)
        return undefined
      }
      if (current === link) {
        following = within(timeoutMs * FOLLOW_TIMEOUTS, next.promise).catch(() => undefined)
      }
      disconnect(link, error)
      const replacement = isRepeated ? undefined : (current ?? (await following))
      return replacement && runOn(replacement, command, true)
    }
  }

  return {
    ready: firstAttempt.promise,
    async run(command) {
      const link = current ?? (await following)
      return link && runOn(link, command)
    },
    async close() {
      closing.abort()
      const link = current ?? opening
      current = undefined
      if (link?.client.isReady) await within(timeoutMs, link.client.close()).catch(() => undefined)
      if (link) disconnect(link, undefined)
      await running
    },
  }
}
