import { canTestRedis } from '../../support/redis.ts'
import { crowd, learned, outage, searchStorm, stampede, zipf } from './scenarios.ts'
import { redisKilled, twoGateways } from './shared-scenarios.ts'

/** One row of the table in docs/shield.md. */
export interface Figure {
  readonly title: string
  /** What must hold, in words. */
  readonly bound: string
  /** Measures it over real sockets. */
  measure(): Promise<{ readonly measured: string; readonly holds: boolean }>
}

const HTTP = 'over HTTP'

const figures: readonly Figure[] = [
  {
    title: '1,000 callers at once, one unknown identity number',
    bound: '1 limited call',
    async measure() {
      const { limited, fetches, answered } = await stampede(HTTP)
      return {
        measured: `${limited} limited, ${fetches} fetches`,
        holds: limited === 1 && answered === 1_000,
      }
    },
  },
  {
    title: '60 known users by identity number, another viewer, nothing cached for it',
    bound: '0 limited calls, 1 fetch',
    async measure() {
      const { limited, fetches, errors } = await learned(HTTP)
      return {
        measured: `${limited} limited, ${fetches} fetch`,
        holds: limited === 0 && fetches === 1 && errors === 0,
      }
    },
  },
  {
    title: '50 requests at once for 50 users, one viewer',
    bound: 'at most 10 fetches',
    async measure() {
      const together = await crowd('in one turn')
      const { fetches, answered } = await crowd(HTTP)
      return {
        measured: `${fetches} fetches; ${together.fetches} if they arrive in one turn`,
        holds: fetches <= 10 && together.fetches === 1 && answered === 50,
      }
    },
  },
  {
    title: '10,000 lookups by number in 60 s, Zipf over 1,000 users, budget of 10 a second',
    bound: 'at most one limited call per number, no 429, no error for a number seen before',
    async measure() {
      const { limited, distinct, errorsOfSeen, upstream429 } = await zipf(HTTP)
      return {
        measured: `${limited} limited calls for ${distinct} numbers, ${upstream429} × 429, ${errorsOfSeen} errors for numbers seen before`,
        holds: limited <= distinct && upstream429 === 0 && errorsOfSeen === 0,
      }
    },
  },
  {
    title: 'A search is refused once; then 1,000 searches',
    bound: '0 calls',
    async measure() {
      const { limited, fetches } = await searchStorm(HTTP)
      return { measured: `${limited + fetches} calls`, holds: limited + fetches === 0 }
    },
  },
  {
    title: 'Mixin is down for 30 s; 100 known users and an unknown one, ten times a second',
    bound:
      'known users are served; unknown ones fail without a call once the circuit is open, one probe per opening',
    async measure() {
      const { asked, answered, unknownFailed, callsPerSecond, slowestMs, healed } = await outage(HTTP)
      const [first = 0, ...rest] = callsPerSecond
      const probes = rest.reduce((sum, calls) => sum + calls, 0)
      return {
        measured: `${answered} of ${asked} served, the slowest in ${Math.ceil(slowestMs)} ms; ${first} calls in the first second, then ${probes} probe in 29 s`,
        holds: answered === asked && unknownFailed === asked && first <= 8 && probes <= 2 && healed,
      }
    },
  },
]

const sharedFigures: readonly Figure[] = [
  {
    title: 'Two gateways on one Redis, the same unknown number at both at once; then again',
    bound: 'at most 2 limited calls; then 0',
    async measure() {
      const { atOnce, again, answered } = await twoGateways()
      return {
        measured: `${atOnce} limited; then ${again}`,
        holds: atOnce >= 1 && atOnce <= 2 && again === 0 && answered === 100,
      }
    },
  },
  {
    title: 'Redis is killed during 600 requests to two gateways',
    bound: '0 errors for clients',
    async measure() {
      const { asked, errors } = await redisKilled()
      return { measured: `${errors} errors`, holds: asked === 600 && errors === 0 }
    },
  },
]

/** Every case; without those that need Redis where there is none. */
export const allFigures: readonly Figure[] = [...figures, ...(canTestRedis ? sharedFigures : [])]
