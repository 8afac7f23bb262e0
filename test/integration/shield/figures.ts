import { canTestRedis } from '../../support/redis.ts'
import { crowd, learned, outage, searchStorm, stampede, zipf } from './scenarios.ts'
import { redisKilled, twoGateways } from './shared-scenarios.ts'

/** One row of the table in docs/shield.md. */
export interface Figure {
  readonly title: string
  /** What has to hold, in words. */
  readonly bound: string
  /** Measures it over real sockets. */
  measure(): Promise<{ readonly told: string; readonly holds: boolean }>
}

const HTTP = 'over HTTP'

const figures: readonly Figure[] = [
  {
    title: '1,000 callers at once, one identity number that nobody has met',
    bound: '1 limited call',
    async measure() {
      const { limited, fetches, answered } = await stampede(HTTP)
      return { told: `${limited} limited, ${fetches} fetches`, holds: limited === 1 && answered === 1_000 }
    },
  },
  {
    title: '60 known users by identity number, another viewer, nothing cached for it',
    bound: '0 limited calls, 1 fetch',
    async measure() {
      const { limited, fetches, errors } = await learned(HTTP)
      return {
        told: `${limited} limited, ${fetches} fetch`,
        holds: limited === 0 && fetches === 1 && errors === 0,
      }
    },
  },
  {
    title: '50 requests at once for 50 different users, one viewer',
    bound: 'at most 5 fetches',
    async measure() {
      const together = await crowd('in one turn')
      const { fetches, answered } = await crowd(HTTP)
      return {
        told: `${fetches} fetches; ${together.fetches} where they arrive in one turn`,
        holds: fetches <= 5 && together.fetches === 1 && answered === 50,
      }
    },
  },
  {
    title: '10,000 lookups by number in 60 s, Zipf over 1,000 users, budget of 10 a second',
    bound: 'one limited call per number at most, no 429, no error for a number once seen',
    async measure() {
      const { limited, distinct, errorsOfSeen, upstream429 } = await zipf(HTTP)
      return {
        told: `${limited} limited calls for ${distinct} numbers, ${upstream429} × 429, ${errorsOfSeen} errors for numbers seen`,
        holds: limited <= distinct && upstream429 === 0 && errorsOfSeen === 0,
      }
    },
  },
  {
    title: 'A search is refused once; then 1,000 searches',
    bound: '0 calls',
    async measure() {
      const { limited, fetches } = await searchStorm(HTTP)
      return { told: `${limited + fetches} calls`, holds: limited + fetches === 0 }
    },
  },
  {
    title: 'Mixin is dead for 30 s; 100 known users and an unknown one are asked for ten times a second',
    bound:
      'known ones answered; unknown ones fail without a call once the breaker is open, one probe per opening',
    async measure() {
      const { asked, answered, unknownFailed, callsPerSecond, slowestMs, healed } = await outage(HTTP)
      const [first = 0, ...rest] = callsPerSecond
      const probes = rest.reduce((sum, calls) => sum + calls, 0)
      return {
        told: `${answered} of ${asked} answered, the slowest in ${Math.ceil(slowestMs)} ms; ${first} calls in the first second, then ${probes} probe in 29 s`,
        holds: answered === asked && unknownFailed === asked && first <= 8 && probes <= 2 && healed,
      }
    },
  },
]

const sharedFigures: readonly Figure[] = [
  {
    title: 'Two gateways on one Redis, the same unknown number asked at both at once; then again',
    bound: 'at most 2 limited calls; then 0',
    async measure() {
      const { atOnce, again, answered } = await twoGateways()
      return {
        told: `${atOnce} limited; then ${again}`,
        holds: atOnce >= 1 && atOnce <= 2 && again === 0 && answered === 100,
      }
    },
  },
  {
    title: 'Redis is killed while two gateways answer 600 questions',
    bound: '0 errors for clients',
    async measure() {
      const { asked, errors } = await redisKilled()
      return { told: `${errors} errors`, holds: asked === 600 && errors === 0 }
    },
  },
]

/** Every case; without those that need Redis where there is none. */
export const allFigures: readonly Figure[] = [...figures, ...(canTestRedis ? sharedFigures : [])]
