import { toError } from '../errors.ts'
import type { Log } from '../telemetry/log.ts'
import type { Secret } from '../secret.ts'
import { pause, within } from './deadline.ts'

/** Milliseconds after which a command counts as unanswered. */
const TIMEOUT_MS = 50
/** Milliseconds for a new connection until it can be used. */
const CONNECT_TIMEOUT_MS = 1_000
/** Milliseconds between two tries to connect, doubling; a connection that held for a while starts over. */
const MIN_PAUSE_MS = 100
const MAX_PAUSE_MS = 5_000
const STEADY_MS = 30_000

/** Loaded when it is used: most gateways have no Redis, and start the sooner. */
const load = () => import('@redis/client')

type Redis = Awaited<ReturnType<typeof load>>

const open = ({ createClient, RESP_TYPES }: Redis, url: Secret) =>
  createClient({
    url: url.reveal(),
    // Reconnecting is done below: a server that hangs is left just as one that hangs up.
    socket: { reconnectStrategy: false, connectTimeout: CONNECT_TIMEOUT_MS },
    disableOfflineQueue: true,
    disableClientInfo: true,
    maintNotifications: 'disabled',
    // Values are bytes. The client's own time-outs would leave a hanging connection open.
    commandOptions: { timeout: 0, typeMapping: { [RESP_TYPES.BLOB_STRING]: Buffer } },
  })

export type RedisClient = ReturnType<typeof open>

/** One Redis, as far as it is there. Nobody waits for it longer than the time-out, and nothing it does is an error. */
export interface RedisConnection {
  /** The first try to connect has ended, either way. */
  readonly ready: Promise<void>
  /** What Redis answers; undefined at once while it is down, and where it refuses or answers too late. Never rejects. */
  ask<Reply>(command: (client: RedisClient) => Promise<Reply>): Promise<Reply | undefined>
  /** Lets what is under way end, if it is quick. */
  close(): Promise<void>
}

export interface RedisConnectionOptions {
  readonly url: Secret
  readonly log: Log
  /** 0 to 1. */
  readonly random: () => number
  /** Milliseconds; 50 where left out. */
  readonly timeoutMs?: number | undefined
  /** Done with each new connection before anybody may use it; rejects to give it up. */
  readonly prepare: (client: RedisClient) => Promise<void>
}

interface Link {
  readonly client: RedisClient
  /** Whether it is Redis itself that refuses a command. */
  readonly isRefusal: (error: unknown) => error is Error
  readonly lost: PromiseWithResolvers<void>
  /** Kinds of refusals that have been told, such as OOM. */
  readonly refusals: Set<string>
}

/** Connects, and goes on trying. Says so in the log once for each change: used, not used. */
export const createRedisConnection = (options: RedisConnectionOptions): RedisConnection => {
  const { url, log, random, timeoutMs = TIMEOUT_MS, prepare } = options
  const cooldown = new AbortController()
  const firstTry = Promise.withResolvers<void>()
  let opening: Link | undefined
  let current: Link | undefined
  let isUsed: boolean | undefined

  const tell = (used: boolean, error?: unknown): void => {
    if (used === isUsed || cooldown.signal.aborted) return
    isUsed = used
    if (used) log.info('Redis answers: what this gateway knows is shared')
    else log.warn('Redis cannot be used: this gateway keeps to what it knows itself', { err: toError(error) })
  }

  /** Settles whatever still waits for an answer. */
  const lose = (link: Link, error: unknown): void => {
    link.client.destroy()
    link.lost.resolve()
    if (current !== link) return
    current = undefined
    tell(false, error)
  }

  const noteRefusal = ({ refusals }: Link, { message }: Error): void => {
    const code = /^[A-Z]+/.exec(message)?.[0] ?? 'ERR'
    if (refusals.has(code)) return
    refusals.add(code)
    log.warn('Redis refuses commands of this kind', { code })
  }

  /** A Redis that is too slow here is not begun with. */
  const prepareClient = async (client: RedisClient): Promise<void> => {
    await client.connect()
    await prepare(client)
    await within(timeoutMs, client.ping())
  }

  const connect = async (): Promise<Link> => {
    const redis = await load()
    cooldown.signal.throwIfAborted()
    const client = open(redis, url)
    const link: Link = {
      client,
      isRefusal: (error) => error instanceof redis.ErrorReply,
      lost: Promise.withResolvers(),
      refusals: new Set(),
    }
    opening = link
    client.on('error', (error) => lose(link, error))
    try {
      await within(CONNECT_TIMEOUT_MS, prepareClient(client))
      return link
    } catch (error) {
      lose(link, error)
      throw error
    }
  }

  const run = async (): Promise<void> => {
    let pauseMs = MIN_PAUSE_MS
    while (!cooldown.signal.aborted) {
      const since = performance.now()
      try {
        const link = await connect()
        current = link
        tell(true)
        firstTry.resolve()
        await link.lost.promise
      } catch (error) {
        tell(false, error)
        firstTry.resolve()
      }
      const held = performance.now() - since > STEADY_MS
      pauseMs = held ? MIN_PAUSE_MS : Math.min(MAX_PAUSE_MS, pauseMs * 2)
      await pause(pauseMs * (0.5 + random() / 2), cooldown.signal)
    }
  }
  const running = run()

  return {
    ready: firstTry.promise,
    async ask(command) {
      const link = current
      if (!link) return undefined
      try {
        return await within(timeoutMs, command(link.client))
      } catch (error) {
        if (link.isRefusal(error)) noteRefusal(link, error)
        else lose(link, error)
        return undefined
      }
    },
    async close() {
      cooldown.abort()
      const link = current ?? opening
      current = undefined
      if (link?.client.isReady) await within(timeoutMs, link.client.close()).catch(() => undefined)
      if (link) lose(link, undefined)
      await running
    },
  }
}
