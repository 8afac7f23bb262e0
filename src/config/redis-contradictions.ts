import type { Given } from './environment.ts'
import { redisUrls } from './redis-urls.ts'

/** What matters where sentinels are. */
const OF_SENTINELS = [
  'REDIS_MASTER_NAME',
  'REDIS_SENTINEL_USERNAME',
  'REDIS_SENTINEL_PASSWORD',
  'REDIS_SENTINEL_TLS',
]

/** Settings of Redis that contradict each other. What only the servers know is checked when they are connected to. */
export const findRedisContradictions = (given: Given): string[] => {
  const isGiven = (name: string): boolean => given[name] !== undefined
  const [first, ...others] = redisUrls.safeParse(given['REDIS_URL']).data ?? []
  const hasDatabase = first !== undefined && /[1-9]/.test(new URL(first.reveal()).pathname)
  const mode = given['REDIS_MODE']?.toLowerCase()
  const ofSentinels = OF_SENTINELS.filter(isGiven)
  const dependent = ['REDIS_MODE', ...OF_SENTINELS].filter(isGiven)

  const rules: [boolean, string][] = [
    [
      !isGiven('REDIS_URL') && dependent.length > 0,
      `${dependent.join(', ')} say more about REDIS_URL, which is not set: set it, or unset them`,
    ],
    [
      mode === 'single' && others.length > 0,
      'REDIS_MODE is single, but REDIS_URL has several addresses: keep one of them, or change REDIS_MODE',
    ],
    [
      mode === 'cluster' && hasDatabase,
      'REDIS_MODE is cluster, but REDIS_URL names a database, and a cluster has only the first one: remove it',
    ],
    [
      (mode === 'single' || mode === 'cluster') && ofSentinels.length > 0,
      `REDIS_MODE is ${mode}, but ${ofSentinels.join(', ')} are for sentinels: set REDIS_MODE=sentinel, or unset them`,
    ],
    [
      isGiven('REDIS_SENTINEL_USERNAME') && !isGiven('REDIS_SENTINEL_PASSWORD'),
      'REDIS_SENTINEL_USERNAME requires REDIS_SENTINEL_PASSWORD: set both, or unset both',
    ],
  ]
  return rules.filter(([isBroken]) => isBroken).map(([, sentence]) => sentence)
}
