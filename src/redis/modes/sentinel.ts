import type { RedisSettings } from '../../config/settings.ts'
import { isObject } from '../../json.ts'
import { RedisRefusal } from '../refusal.ts'
import {
  type Address,
  clientOptions,
  type NodeClient,
  type OpenRedis,
  type Opening,
  socketOptions,
} from './client.ts'
import { connectNode, toSingle } from './single.ts'

/** Milliseconds between two questions to the sentinels, if none of their messages arrives. */
const SCAN_MS = 5_000

type SentinelSettings = NonNullable<RedisSettings['sentinel']>

/** The name of the only primary that a sentinel watches. */
export const findMasterName = async (sentinel: NodeClient): Promise<string> => {
  const masters = await sentinel.sendCommand<unknown>(['SENTINEL', 'MASTERS'])
  const names = (Array.isArray(masters) ? masters : []).map((master) =>
    isObject(master) ? String(master['name']) : '',
  )
  const [name, ...others] = names
  if (name !== undefined && others.length === 0) return name
  if (name === undefined)
    throw new RedisRefusal('its sentinels watch no primary', 'check their configuration')
  throw new RedisRefusal(
    `its sentinels watch several primaries (${names.join(', ')})`,
    'set REDIS_MASTER_NAME to one of these names',
  )
}

export interface SentinelOptions {
  /** Of sentinels; the one that has responded first. */
  readonly sentinels: readonly Address[]
  readonly masterName: string
  /** Of data servers: host and port are those that the sentinels tell. */
  readonly data: Address
}

/** The primary that sentinels name. Commands and messages share one connection to it. */
export const openSentinel = async (
  opening: Opening,
  { sentinels, masterName, data }: SentinelOptions,
): Promise<OpenRedis> => {
  const { redis, signal, connectTimeoutMs, onMoved } = opening
  signal.throwIfAborted()
  const optionsOf = ({ socket, ...login }: Address) => ({
    ...login,
    ...clientOptions,
    socket: { ...(socket.tls && { tls: socket.tls }), ...socketOptions(connectTimeoutMs) },
  })
  const [first] = sentinels
  const sentinel = redis.createSentinel({
    name: masterName,
    sentinelRootNodes: sentinels.map(({ socket: { host, port } }) => ({ host, port })),
    sentinelClientOptions: first ? optionsOf(first) : {},
    nodeClientOptions: optionsOf(data),
    // Another attempt is another connection.
    maxCommandRediscovers: 0,
    scanInterval: SCAN_MS,
  })
  let why: unknown
  sentinel.on('error', (error) => void (why = error))
  signal.addEventListener('abort', () => void sentinel.destroy().catch(() => undefined), { once: true })
  await sentinel.connect().catch((error: unknown) => {
    throw why instanceof redis.ErrorReply ? why : error
  })
  const primary = sentinel.getMasterNode()
  if (!primary) throw new Error('the sentinels know no primary')
  sentinel.on('topology-change', ({ type }: { readonly type: string }) => {
    if (type === 'MASTER_CHANGE') onMoved('the sentinels name another primary')
  })
  const client = await connectNode(opening, { ...data, socket: { ...data.socket, ...primary } })
  return toSingle(client, opening, 'sentinel')
}

/** How a sentinel is connected to: its user is not that of the data servers. */
export const toSentinelAddress = (
  { socket }: Address,
  { username, password, tls }: SentinelSettings,
): Address => {
  const { host, port, tls: dataTls } = socket
  const isEncrypted = tls ?? dataTls ?? false
  return {
    ...(username !== undefined && { username }),
    ...(password && { password: password.reveal() }),
    socket: { host, port, ...(isEncrypted && { tls: true }) },
  }
}
