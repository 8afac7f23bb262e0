import type { Settings } from '../config/settings.ts'
import { toError } from '../errors.ts'
import { failure, type CheckResult, ok, warning } from '../datasources/check-result.ts'
import type { Log, LogFields } from '../telemetry/log.ts'
import { createRedisConnection, type RedisClient } from '../redis/connection.ts'
import { infoOf, isNearlyFull, toMemoryUse } from '../redis/memory.ts'

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
  NOAUTH: 'add the password to REDIS_URL',
  WRONGPASS: 'correct the user name and password in REDIS_URL',
  ERR: `check that the server is Redis ${MIN_MAJOR} or newer`,
  NOPERM: 'allow this Redis user the commands that docs/operating.md lists',
}

interface Facts {
  readonly info: string
  readonly pingMs: number
}

const measure = async (client: RedisClient): Promise<Facts> => {
  const info = await client.info()
  const times: number[] = []
  for (let ping = 0; ping < PINGS; ping += 1) {
    const startedAt = performance.now()
    await client.ping()
    times.push(performance.now() - startedAt)
  }
  return { info, pingMs: times.sort((a, b) => a - b)[Math.floor(PINGS / 2)] ?? 0 }
}

const judge = ({ info, pingMs }: Facts): CheckResult => {
  const version = infoOf(info, 'redis_version') ?? 'unknown'
  const latency = `${pingMs.toFixed(1)} ms`
  if (!(Number.parseInt(version, 10) >= MIN_MAJOR)) {
    return failure(CHECK, `version ${version} is too old`, `install Redis ${MIN_MAJOR} or newer`)
  }
  const memory = toMemoryUse(info)
  if (memory.policy !== 'noeviction') {
    return warning(
      CHECK,
      `version ${version} may evict logouts, cooldowns and counts of attempts when it is full (${memory.policy ?? 'unknown'})`,
      'set maxmemory-policy to noeviction; the gateway leaves a quarter of maxmemory to them',
    )
  }
  if (isNearlyFull(memory)) {
    return warning(
      CHECK,
      `version ${version} is more than three quarters full: cache entries are not written`,
      'raise maxmemory',
    )
  }
  if (pingMs > SLOW_MS) {
    return warning(
      CHECK,
      `version ${version} responds in ${latency}; from 50 ms the gateway treats it as down`,
      'run Redis closer to the gateways',
    )
  }
  return ok(CHECK, `version ${version} responds in ${latency}`)
}

/** Whether Redis is reachable, new enough and fast enough. */
export const checkRedis = async ({ redisUrl: url }: Settings): Promise<CheckResult> => {
  if (!url) return ok(CHECK, 'not configured: gateways do not share cache and limits')
  const { log, lastError } = createErrorRecorder()
  const facts = Promise.withResolvers<Facts | undefined>()
  const connection = createRedisConnection({
    url,
    log,
    random: () => 1,
    prepare: async (client) => facts.resolve(await measure(client)),
  })
  const refusal = await connection.ready
  await connection.close()
  facts.resolve(undefined)
  const found = await facts.promise
  if (found) return judge(found)
  const reason = reasonOf(lastError())
  return failure(
    CHECK,
    `not usable (${reason}): the gateway ${refusal ? 'does not start' : 'starts, but does not share cache and limits'}`,
    ADVICE[reason] ?? 'check REDIS_URL, and that Redis runs and accepts connections from this machine',
  )
}
