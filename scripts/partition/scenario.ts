export const GATEWAYS = 100

/** The Redis of a gateway, by its number from 0; undefined for none. */
type RedisOf = (gateway: number) => string | undefined

export interface Phase {
  readonly seconds: number
  readonly redisOf: RedisOf
}

export interface Scenario {
  readonly title: string
  readonly phases: readonly Phase[]
  /** When the network refuses every call, in seconds. Default: never. */
  readonly refusals?: { readonly from: number; readonly until: number }
}

const together: RedisOf = () => 'first'
const nobody: RedisOf = () => undefined
/** Equal parts, each with a Redis of its own; the first part keeps the one that all had. */
const parts =
  (count: number): RedisOf =>
  (gateway) =>
    gateway % count === 0 ? 'first' : `part ${gateway % count}`
const without =
  (lonely: number): RedisOf =>
  (gateway) =>
    gateway < lonely ? undefined : 'first'
const replacedBy =
  (name: string): RedisOf =>
  () =>
    name

const alternating = (seconds: number, count: number, one: RedisOf, other: RedisOf): Phase[] =>
  Array.from({ length: count }, (_, index) => ({ seconds, redisOf: index % 2 === 0 ? one : other }))

export const scenarios: readonly Scenario[] = [
  { title: 'all use one Redis', phases: [{ seconds: 10, redisOf: together }] },
  ...[2, 3, 5].map((count) => ({
    title: `${count} regions with a Redis each`,
    phases: [{ seconds: 10, redisOf: parts(count) }],
  })),
  {
    title: 'one gateway without Redis',
    phases: [{ seconds: 10, redisOf: without(1) }],
  },
  {
    title: 'ten gateways without Redis',
    phases: [{ seconds: 10, redisOf: without(10) }],
  },
  { title: 'Redis is gone for all', phases: [{ seconds: 10, redisOf: nobody }] },
  {
    title: 'Redis is away for 5 s, then back',
    phases: [
      { seconds: 5, redisOf: together },
      { seconds: 5, redisOf: nobody },
      { seconds: 5, redisOf: together },
    ],
  },
  {
    title: 'half lose Redis every other second',
    phases: alternating(1, 14, together, without(GATEWAYS / 2)),
  },
  {
    title: 'half move to a second Redis and back, every 3 s',
    phases: alternating(3, 5, together, parts(2)),
  },
  {
    title: 'three parts with a Redis each grow together again',
    phases: [
      { seconds: 8, redisOf: parts(3) },
      { seconds: 8, redisOf: together },
    ],
  },
  {
    title: 'Redis is replaced by an empty one twice',
    phases: ['first', 'second', 'third'].map((name) => ({ seconds: 5, redisOf: replacedBy(name) })),
  },
  {
    title: 'the network refuses calls for 5 s, all use one Redis',
    phases: [{ seconds: 10, redisOf: together }],
    refusals: { from: 4, until: 9 },
  },
  {
    title: 'the same; at once, three parts with a Redis each',
    phases: [
      { seconds: 4.1, redisOf: together },
      { seconds: 10, redisOf: parts(3) },
    ],
    refusals: { from: 4, until: 9 },
  },
  {
    title: 'the same; at once, Redis is away for 3 s',
    phases: [
      { seconds: 4.1, redisOf: together },
      { seconds: 3, redisOf: nobody },
      { seconds: 8, redisOf: together },
    ],
    refusals: { from: 4, until: 9 },
  },
]
