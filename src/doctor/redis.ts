import type { Settings } from '../config/settings.ts'
import { toError } from '../errors.ts'
import { failure, type CheckResult, ok, warning } from '../datasources/check-result.ts'
import type { Log, LogFields } from '../telemetry/log.ts'
import { createRedisConnection, type RedisClient } from '../redis/connection.ts'

const CHECK = 'redis'
const PINGS = 5
/** Milliseconds from which Redis costs more than it should. The gateway waits for 50. */
const SLOW_MS = 10
const LEAST_MAJOR = 6

/** Keeps the error of the last warning; says nothing. */
const createEar = () => {
  let error: unknown
  const listen = (_: string, fields?: LogFields): void => void (error = fields?.['err'] ?? error)
  const nothing = () => undefined
  const log: Log = {
    fatal: listen,
    error: listen,
    warn: listen,
    info: nothing,
    debug: nothing,
    child: () => log,
  }
  return { log, heard: () => error }
}

/** Code of a socket or Redis error; a message may hold the address with its password. */
const reasonOf = (thrown: unknown): string => {
  const error = toError(thrown)
  if ('code' in error && typeof error.code === 'string') return error.code
  return (
    /^([A-Z]{3,})\b/.exec(error.message)?.[1] ??
    (/within|time/i.test(error.message) ? 'no answer' : error.name)
  )
}

const ADVICE: Readonly<Record<string, string>> = {
  NOAUTH: 'put the password into REDIS_URL',
  WRONGPASS: 'correct user name and password in REDIS_URL',
  ERR: `is that Redis, and ${LEAST_MAJOR} or newer?`,
  NOPERM: 'let this Redis user run the commands that docs/operating.md names',
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

const valueOf = (info: string, name: string): string | undefined =>
  new RegExp(`^${name}:(.*?)\\r?$`, 'm').exec(info)?.[1]

const judge = ({ info, pingMs }: Facts): CheckResult => {
  const version = valueOf(info, 'redis_version') ?? 'unknown'
  const latency = `${pingMs.toFixed(1)} ms`
  if (!(Number.parseInt(version, 10) >= LEAST_MAJOR)) {
    return failure(CHECK, `it is version ${version}`, `Parley needs Redis ${LEAST_MAJOR} or newer`)
  }
  if (pingMs > SLOW_MS) {
    return warning(
      CHECK,
      `version ${version} answers in ${latency}; from 50 ms on it counts as down`,
      'run Redis nearer to the gateways',
    )
  }
  const isBounded = Number(valueOf(info, 'maxmemory') ?? 0) > 0
  if (isBounded && valueOf(info, 'maxmemory_policy') === 'noeviction') {
    return warning(
      CHECK,
      `version ${version} refuses writes once it is full (noeviction)`,
      'set maxmemory-policy to volatile-ttl: all that Parley keeps there has an end',
    )
  }
  return ok(CHECK, `version ${version} answers in ${latency}`)
}

/** Whether the shared store is there, new enough and near enough. */
export const checkRedis = async ({ redisUrl: url }: Settings): Promise<CheckResult> => {
  if (!url) return ok(CHECK, 'not configured: this gateway shares nothing with others')
  const { log, heard } = createEar()
  const facts = Promise.withResolvers<Facts | undefined>()
  const connection = createRedisConnection({
    url,
    log,
    random: () => 1,
    prepare: async (client) => facts.resolve(await measure(client)),
  })
  await connection.ready
  await connection.close()
  facts.resolve(undefined)
  const found = await facts.promise
  if (found) return judge(found)
  const reason = reasonOf(heard())
  return failure(
    CHECK,
    `it cannot be used (${reason}): the gateway starts, and shares nothing`,
    ADVICE[reason] ?? 'look at REDIS_URL, and whether Redis runs and lets this machine in',
  )
}
