import type { GatewayState, NetworkState } from '../../control/state.ts'
import { describeRedisState } from '../../redis/status.ts'
import type { Done, OperatorState } from '../../server/admin/operator.ts'

const UNITS = [
  ['d', 86_400_000],
  ['h', 3_600_000],
  ['min', 60_000],
  ['s', 1_000],
] as const

/** `90 s`, `12 min`, `5 h`: in the largest unit of which there are two. */
export const duration = (ms: number): string => {
  const [unit, size] = UNITS.find(([, unitMs]) => ms >= 2 * unitMs) ?? ['s', 1_000]
  return `${Math.round(ms / size)} ${unit}`
}

const mebibytes = (bytes: number): string => `${(bytes / 2 ** 20).toFixed(1)} MiB`

const networkLines = (name: string, network: NetworkState): string[] => {
  if (!network.isConfigured) return [`${name}: not configured`]
  const { closed, breakers, cooldowns, budgets } = network
  const end = closed?.endsInMs == null ? 'until it is opened' : `for ${duration(closed.endsInMs)} more`
  const open = breakers.filter(({ state }) => state !== 'closed')
  return [
    closed ? `${name}: CLOSED by an operator ${duration(closed.forMs)} ago, ${end}` : `${name}: open`,
    `  breakers   ${open.length} open of ${breakers.length}`,
    ...open.map(
      ({ operation, state, openForMs, probeInMs }) =>
        `    ${operation}: ${state} for ${duration(openForMs ?? 0)}${probeInMs === null ? '' : `, probed in ${duration(probeInMs)}`}`,
    ),
    `  cooldowns  ${cooldowns.length}`,
    ...cooldowns.map(
      ({ operation, account, leftMs }) => `    ${operation} of ${account}: ${duration(leftMs)} left`,
    ),
    `  budgets    ${budgets.length} in use`,
    ...budgets.map(
      ({ operation, account, remaining, waitMs, inFlight, waiting }) =>
        `    ${operation} of ${account}: ${remaining === null ? 'no limit of its rate' : `${remaining} left`}` +
        `${waitMs > 0 ? `, the next in ${duration(waitMs)}` : ''}, ${inFlight} in flight, ${waiting} waiting`,
    ),
  ]
}

/** The words of `/health/ready`, with what else is known. */
const redisLine = (redis: GatewayState['redis']): string =>
  redis === null
    ? 'redis: not used'
    : `redis: ${describeRedisState(redis)} for ${duration(redis.sinceMs)}${redis.mode === null ? '' : `, mode ${redis.mode}`}`

const isState = (reply: object): reply is OperatorState => 'networks' in reply
const isDone = (reply: object): reply is Done => 'complete' in reply && 'processes' in reply

const describeState = ({ version, processes, networks, caches, redis, counts }: OperatorState): string[] => [
  `Parley ${version}, ${processes.reached} of ${processes.of} processes`,
  ...Object.entries(networks).flatMap(([name, network]) => networkLines(name, network)),
  ...(['models', 'responses'] as const).map((name) => {
    const { entries, owners, bytes, maxBytes } = caches[name]
    return `cache of ${name}: ${entries} entries of ${owners} viewers, ${mebibytes(bytes)} of ${mebibytes(maxBytes)}`
  }),
  redisLine(redis),
  ...(counts.cooldowns + counts.budgets > 0
    ? [`in all: ${counts.cooldowns} cooldowns, ${counts.budgets} budgets in use`]
    : []),
]

const describeDone = ({ action, complete, processes, sharedByRedis }: Done): string[] => {
  const { reached, of } = processes
  if (complete) return [`${action}: done${sharedByRedis ? ', and other gateways were told by Redis' : ''}`]
  return [
    `${action}: done in part only`,
    ...(reached < of ? [`  ${reached} of ${of} processes answered: repeat it`] : []),
    ...(sharedByRedis === false
      ? [
          '  Redis is unavailable or refuses writes: other gateways were not told; repeat it when Redis is back',
        ]
      : []),
  ]
}

/** A reply of the admin port, for a person. */
export const describeReply = (reply: object): string => {
  const lines = isState(reply)
    ? describeState(reply)
    : isDone(reply)
      ? describeDone(reply)
      : [JSON.stringify(reply)]
  return lines.map((line) => `${line}\n`).join('')
}
