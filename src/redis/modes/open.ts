import type { RedisSettings } from '../../config/settings.ts'
import type { Secret } from '../../secret.ts'
import { toError } from '../../errors.ts'
import { isOfLogin, RedisRefusal, toRedisRefusal } from '../refusal.ts'
import type { Address, NodeClient, OpenRedis, Opening, Redis, RedisMode } from './client.ts'
import { openCluster } from './cluster.ts'
import { findMasterName, openSentinel, toSentinelAddress } from './sentinel.ts'
import { connectNode, toSingle } from './single.ts'

const PORTS: Readonly<Record<RedisMode, number>> = { single: 6379, sentinel: 26_379, cluster: 6379 }

/** What servers call their modes. */
const MODES: ReadonlyMap<string, RedisMode> = new Map([
  ['standalone', 'single'],
  ['sentinel', 'sentinel'],
  ['cluster', 'cluster'],
])

const NAMES: Readonly<Record<RedisMode, string>> = {
  single: 'a single server',
  sentinel: 'sentinels',
  cluster: 'a cluster',
}

const toAddress = ({ RedisClient }: Redis, url: Secret, defaultPort: number): Address => {
  const { username, password, database, socket } = RedisClient.parseURL(url.reveal())
  const { host = 'localhost', port = defaultPort, tls } = { host: undefined, port: undefined, ...socket }
  return {
    ...(username !== undefined && { username }),
    ...(password !== undefined && { password }),
    ...(database !== undefined && { database }),
    socket: { host, port, ...(tls && { tls: true }) },
  }
}

/** The mode that the settings give, or that some of them are only for. */
const givenMode = ({ mode, sentinel = {} }: RedisSettings): RedisMode | undefined => {
  const isForSentinels = Object.values(sentinel).some((value) => value !== undefined)
  return mode ?? (isForSentinels ? 'sentinel' : undefined)
}

/** The mode of the server, as it says when a connection is opened; undefined if it does not. */
const modeOf = async (client: NodeClient): Promise<RedisMode | undefined> =>
  MODES.get(String((await client.hello()).mode))

const checkSettings = (
  { urls, mode }: RedisSettings,
  found: RedisMode,
  given: RedisMode | undefined,
  { database }: Address,
) => {
  if (given !== undefined && given !== found) {
    throw new RedisRefusal(
      mode === undefined
        ? `it has settings for sentinels, but leads to ${NAMES[found]}`
        : `REDIS_MODE is ${given}, but it leads to ${NAMES[found]}`,
      `set REDIS_MODE=${found}, or correct the address`,
    )
  }
  if (found === 'single' && urls.length > 1) {
    throw new RedisRefusal(
      'it has several addresses, but leads to a single server',
      'keep the address of the primary, or give those of sentinels or of the nodes of a cluster',
    )
  }
  if (found === 'cluster' && database !== undefined && database > 0) {
    throw new RedisRefusal(
      'it names a database, but leads to a cluster, which has only the first one',
      'remove it',
    )
  }
}

/** A sentinel refuses who connects, which is not the user of `REDIS_URL`. */
const refuseSentinelLogin = (error: unknown): never => {
  if (!isOfLogin(toError(error))) throw error
  throw toError(error).message.startsWith('NOAUTH')
    ? new RedisRefusal('its sentinels require a password (NOAUTH)', 'set REDIS_SENTINEL_PASSWORD')
    : new RedisRefusal(
        'its sentinels refuse REDIS_SENTINEL_USERNAME and REDIS_SENTINEL_PASSWORD',
        'correct them',
      )
}

/**
 * Opens what is at an address. The connection that finds out what that is serves a single server afterwards.
 *
 * @param others the addresses that are left if a sentinel or a node fails
 */
const openAt = async (
  opening: Opening,
  settings: RedisSettings,
  url: Secret,
  others: readonly Secret[],
): Promise<OpenRedis> => {
  const { redis, signal } = opening
  const given = givenMode(settings)
  const data = toAddress(redis, url, PORTS[given ?? 'single'])
  const { database, ...login } = data
  const asSentinel = toSentinelAddress(data, settings.sentinel ?? {})
  const probe = new AbortController()
  const probing: Opening = { ...opening, signal: AbortSignal.any([signal, probe.signal]) }
  const connectAny = async (): Promise<NodeClient> => {
    if (given === 'sentinel') return connectNode(probing, asSentinel).catch(refuseSentinelLogin)
    try {
      // Only a single server knows databases.
      return await connectNode(probing, { ...login, socket: data.socket })
    } catch (error) {
      // A sentinel does not have to know the user of the data servers.
      if (given !== undefined || !isOfLogin(toError(error))) throw error
      const client = await connectNode(probing, asSentinel).catch(() => undefined)
      if (client && (await modeOf(client)) === 'sentinel') return client
      throw error
    }
  }

  const client = await connectAny()
  const found = (await modeOf(client)) ?? given ?? 'single'
  checkSettings(settings, found, given, data)
  if (found === 'single') {
    if (database !== undefined) await client.select(database)
    return toSingle(client, opening)
  }
  const masterName =
    found === 'sentinel' ? (settings.sentinel?.masterName ?? (await findMasterName(client))) : ''
  probe.abort()
  if (found === 'cluster') return openCluster(opening, data)
  const sentinels = [url, ...others].map((each) =>
    toSentinelAddress(toAddress(redis, each, PORTS.sentinel), settings.sentinel ?? {}),
  )
  return openSentinel(opening, { sentinels, masterName, data })
}

/**
 * Opens Redis at the first address that can be used.
 * @throws RedisRefusal if the settings do not fit to what is there, or if an address refuses them and none can be used
 */
export const openRedis = async (opening: Opening, settings: RedisSettings): Promise<OpenRedis> => {
  let failure: unknown
  for (const url of settings.urls) {
    try {
      return await openAt(
        opening,
        settings,
        url,
        settings.urls.filter((each) => each !== url),
      )
    } catch (error) {
      // Another address would have the same settings, and what they do not fit to may be another Redis.
      if (error instanceof RedisRefusal) throw error
      if (!failure || !toRedisRefusal(toError(failure))) failure = error
    }
  }
  throw failure
}
