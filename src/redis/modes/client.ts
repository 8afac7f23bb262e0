import type { RedisClientOptions } from '@redis/client'

/** Loaded on demand: gateways without Redis start faster. */
export const loadRedis = () => import('@redis/client')
export type Redis = Awaited<ReturnType<typeof loadRedis>>

/** Where a server is, who connects to it, and its database. */
export type Address = Pick<RedisClientOptions, 'username' | 'password' | 'database'> & {
  readonly socket: { readonly host: string; readonly port: number; readonly tls?: true }
}

/** Reconnecting is done by `createRedisConnection`, since it also has to replace a connection that hangs. */
export const socketOptions = (connectTimeoutMs: number) =>
  ({ reconnectStrategy: false, connectTimeout: connectTimeoutMs }) as const

export const clientOptions = {
  disableOfflineQueue: true,
  disableClientInfo: true,
  maintNotifications: 'disabled',
} as const

/** Values are bytes. With its own time-outs, the client would keep a hanging connection open. */
export const commandOptions = ({ RESP_TYPES }: Redis) =>
  ({ timeout: 0, typeMapping: { [RESP_TYPES.BLOB_STRING]: Buffer } }) as const

export const createNode = (redis: Redis, { socket, ...login }: Address, connectTimeoutMs: number) =>
  redis.createClient({
    ...login,
    ...clientOptions,
    socket: { ...socket, ...socketOptions(connectTimeoutMs) },
    commandOptions: commandOptions(redis),
  })

/** A connection to one server. */
export type NodeClient = ReturnType<typeof createNode>

/** The commands that the store uses, on one server or spread over those of a cluster. */
export type RedisClient = Pick<
  NodeClient,
  'del' | 'eval' | 'hDel' | 'hGet' | 'hScan' | 'mGet' | 'pExpire' | 'pTTL' | 'publish' | 'set' | 'subscribe'
>

export type RedisMode = 'single' | 'sentinel' | 'cluster'

/** Redis in one of its modes, connected. It does not reconnect by itself. */
export interface OpenRedis {
  readonly mode: RedisMode
  readonly client: RedisClient
  /** The servers that take writes. */
  primaries(): Promise<readonly Pick<NodeClient, 'info' | 'ping'>[]>
  /** Names that begin with the prefix, at least one for each server that takes writes. */
  namesOnAll(prefix: string): Promise<readonly string[]>
  /** Waits for running commands. */
  close(): Promise<void>
}

/** What opening Redis needs, and what is told of it afterwards. */
export interface Opening {
  readonly redis: Redis
  /** Ends everything that was opened, at once. */
  readonly signal: AbortSignal
  /** Milliseconds for each connection. */
  readonly connectTimeoutMs: number
  /** A connection has failed. */
  readonly onLost: (error: unknown) => void
  /** Another server is the primary, or other servers are the nodes: connecting again leads there. */
  readonly onMoved: (why: string) => void
}
