import type { Settings } from '../config/settings.ts'
import { toError } from '../errors.ts'
import { failure, type CheckResult, ok, warning } from '../datasources/check-result.ts'
import type { Log, LogFields } from '../telemetry/log.ts'
import { createRedisConnection } from '../redis/connection.ts'
import { infoOf, isNearlyFull, mostUsed, SAFE_POLICY, toMemoryUse } from '../redis/memory.ts'
import type { NodeClient, OpenRedis, RedisMode } from '../redis/modes/client.ts'
import { probeWrites } from '../redis/probe.ts'
import type { RedisRefusal } from '../redis/refusal.ts'

const CHECK = 'redis'
const PINGS = 5
/** Milliseconds above which Redis is slow. The gateway waits at most 50. */
const SLOW_MS = 10
const MIN_MAJOR = 6

/** A log that only keeps the last error. */
const createErrorRecorder = () => {
  let error: unknown
  const record = (_: string, fields?: LogFields): void => void (error = fields?.['err'] ?? error)
  const ignore = () => undefined
  const log: Log = {
    fatal: record,
    error: record,
    warn: record,
    info: ignore,
    debug: ignore,
    isInfo: false,
    infoJson: ignore,
    isDebug: false,
    child: () => log,
  }
  return { log, lastError: () => error }
}

/** The code of a socket or Redis error. Never the message, which may contain the URL with its password. */
const reasonOf = (thrown: unknown): string => {
  const error = toError(thrown)
  if ('code' in error && typeof error.code === 'string') return error.code
  return (
    /^([A-Z]{3,})\b/.exec(error.message)?.[1] ??
    (/within|time/i.test(error.message) ? 'no response' : error.name)
  )
}

const ADVICE: Readonly<Record<string, string>> = {
  ERR: `check that the server is Redis ${MIN_MAJOR} or newer`,
  LOADING: 'wait until Redis has loaded its data',
  CLUSTERDOWN: 'repair the cluster: redis-cli --cluster check says which slots no node serves',
  ENOTFOUND: 'correct the host in REDIS_URL: no address is known for it',
  CERT_HAS_EXPIRED: 'renew the certificate of Redis',
  READONLY: 'give REDIS_URL the address of the primary, or those of sentinels or of the nodes of a cluster',
}

/** What to do about a Redis that refuses writes. */
const WRITE_ADVICE: Readonly<Record<string, string>> = {
  OOM: 'raise maxmemory',
  MISCONF: 'look into the log of Redis: it cannot write to its disk',
  NOREPLICAS: 'bring its replicas back: there are fewer than min-replicas-to-write',
}

interface Facts {
  readonly mode: RedisMode
  /** Of each primary. */
  readonly infos: readonly string[]
  /** Of the slowest one. */
  readonly pingMs: number
}

const pingMsOf = async (node: Pick<NodeClient, 'ping'>): Promise<number> => {
  const times: number[] = []
  for (let ping = 0; ping < PINGS; ping += 1) {
    const startedAt = performance.now()
    await node.ping()
    times.push(performance.now() - startedAt)
  }
  return times.sort((a, b) => a - b)[Math.floor(PINGS / 2)] ?? 0
}

const measure = async ({ mode, primaries }: OpenRedis): Promise<Facts> => {
  const nodes = await primaries()
  const infos = await Promise.all(nodes.map((node) => node.info()))
  const times = await Promise.all(nodes.map(pingMsOf))
  return { mode, infos, pingMs: Math.max(...times) }
}

const replicasText = (infos: readonly string[]): string => {
  const count = infos.reduce((sum, info) => sum + Number(infoOf(info, 'connected_slaves') ?? 0), 0)
  return count === 1 ? '1 replica' : `${count} replicas`
}

const describe = ({ mode, infos }: Facts): string =>
  ({
    single: 'a single server',
    sentinel: `the primary that sentinels name, with ${replicasText(infos)}`,
    cluster: `a cluster of ${infos.length} primaries and ${replicasText(infos)}`,
  })[mode]

/** What a server says that it is. Valkey's `redis_version` is that of the Redis which it can stand in for. */
const nameOf = (info: string): string => {
  const valkey = infoOf(info, 'valkey_version')
  return valkey === undefined ? `version ${infoOf(info, 'redis_version') ?? 'unknown'}` : `Valkey ${valkey}`
}

/** The verdict on servers that can be reached; undefined if nothing is wrong. */
const findFault = ({ infos, pingMs }: Facts, name: string): CheckResult | undefined => {
  const version = infoOf(infos[0] ?? '', 'redis_version') ?? ''
  if (!(Number.parseInt(version, 10) >= MIN_MAJOR)) {
    return failure(CHECK, `${name} is too old`, `install Redis ${MIN_MAJOR} or newer`)
  }
  const replica = infos.find((info) => infoOf(info, 'role') === 'slave')
  if (replica !== undefined) {
    const primary = `${infoOf(replica, 'master_host') ?? 'unknown'}:${infoOf(replica, 'master_port') ?? ''}`
    return failure(
      CHECK,
      `${name} is a replica (its primary: ${primary}): the gateway starts, but does not share cache and limits`,
      ADVICE['READONLY'] ?? '',
    )
  }
  const memory = mostUsed(infos.map(toMemoryUse))
  if (memory.policy !== SAFE_POLICY) {
    return warning(
      CHECK,
      `${name} may evict logouts, cooldowns and counts of attempts when it is full (${memory.policy ?? 'unknown'})`,
      `set maxmemory-policy to ${SAFE_POLICY}; the gateway leaves a quarter of maxmemory to them`,
    )
  }
  if (isNearlyFull(memory)) {
    return warning(
      CHECK,
      `${name} is more than three quarters full: cache entries are not written`,
      'raise maxmemory',
    )
  }
  if (pingMs <= SLOW_MS) return undefined
  return warning(
    CHECK,
    `${name} responds in ${pingMs.toFixed(1)} ms; from 50 ms the gateway treats it as down`,
    'run Redis closer to the gateways',
  )
}

const toFailure = (error: unknown, refusal: RedisRefusal | undefined): CheckResult => {
  if (refusal) {
    return failure(CHECK, `not usable, since ${refusal.problem}: the gateway does not start`, refusal.advice)
  }
  const reason = reasonOf(error)
  return failure(
    CHECK,
    `not usable (${reason}): the gateway starts, but does not share cache and limits`,
    ADVICE[reason] ??
      'check REDIS_URL (rediss: where Redis listens with TLS, redis: where not; of sentinels, REDIS_SENTINEL_TLS), and that Redis runs and accepts connections from this machine',
  )
}

/** Whether Redis is reachable, new enough and fast enough, takes writes, and what it is. Writes a key that ends after a second. */
export const checkRedis = async ({ redis: settings }: Settings): Promise<CheckResult> => {
  if (!settings) return ok(CHECK, 'not configured: gateways do not share cache and limits')
  const { log, lastError } = createErrorRecorder()
  const facts = Promise.withResolvers<Facts | undefined>()
  const connection = createRedisConnection({
    settings,
    log,
    random: () => 1,
    prepare: async (open) => facts.resolve(await measure(open)),
    probeWrites,
  })
  const refusal = await connection.ready
  const state = connection.state()
  await connection.close()
  facts.resolve(undefined)
  const found = await facts.promise
  const name = nameOf(found?.infos[0] ?? '')
  const fault = found && findFault(found, name)
  if (state.status === 'refusing') {
    const text = `${name} refuses writes (${state.code}): attempts at secrets that it cannot count are refused`
    return failure(CHECK, text, WRITE_ADVICE[state.code] ?? 'look into the log of Redis')
  }
  if (fault) return fault
  if (!found || state.status === 'down') return toFailure(lastError(), refusal)
  return ok(CHECK, `${name} responds in ${found.pingMs.toFixed(1)} ms (${describe(found)})`)
}
