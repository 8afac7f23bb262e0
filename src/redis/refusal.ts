/** Redis refuses what `REDIS_URL` and the settings beside it say. Waiting does not help: they have to change. */
export class RedisRefusal extends Error {
  override readonly name = 'RedisRefusal'
  /** Completes "REDIS_URL cannot work: ". Has no secret. */
  readonly problem: string
  /** What to do. */
  readonly advice: string

  constructor(problem: string, advice: string) {
    super(`REDIS_URL cannot work: ${problem}: ${advice}`)
    this.problem = problem
    this.advice = advice
  }
}

/** What Redis replies to the user, the password or the database of a URL. */
const REASONS: readonly (readonly [reply: RegExp, problem: string, advice: string])[] = [
  [/^NOAUTH\b/, 'Redis requires a password (NOAUTH)', 'add it'],
  [
    /^(WRONGPASS|ERR AUTH|ERR Client sent AUTH)\b/,
    'Redis refuses its user name and password',
    'correct them',
  ],
  [
    /^ERR (DB index|invalid DB index|value is out of range)/,
    'Redis has no database of its number',
    'correct it',
  ],
  [
    /^NOPERM\b/,
    'its user may not use the commands and channels that docs/operating.md lists (NOPERM)',
    'allow them',
  ],
  [/^ERR No such master/, 'its sentinels watch no primary of the name in REDIS_MASTER_NAME', 'correct it'],
]

/** The refusal that a reply to a new connection is; undefined if a later attempt may succeed. */
export const toRedisRefusal = (error: Error): RedisRefusal | undefined => {
  if (error instanceof RedisRefusal) return error
  const [, problem, advice] = REASONS.find(([reply]) => reply.test(error.message)) ?? []
  return problem === undefined || advice === undefined ? undefined : new RedisRefusal(problem, advice)
}

/** Whether a server refuses who connects. */
export const isOfLogin = ({ message }: Error): boolean =>
  /^(NOAUTH|WRONGPASS|ERR AUTH|ERR Client sent AUTH)\b/.test(message)

/** Whether an error is what a server has replied. */
export const isReply = ({ message }: Error): boolean => /^[A-Z]+ /.test(message)

/** The code of a reply, such as OOM. Redis 6 puts words before replies to a script's commands. */
export const codeOf = ({ message }: Error): string =>
  /^(?:ERR Error running script.*-)?([A-Z]+)\b/.exec(message)?.[1] ?? 'ERR'

/**
 * Replies of a server that is no longer, or not yet, the one to ask: a replica, one that loads its data, one whose users
 * have changed, or a node of a cluster that lacks others. A new connection may reach another server. A server that is not
 * known to be a cluster's says where a key has moved.
 */
const OF_SERVER: ReadonlySet<string> = new Set([
  'READONLY',
  'MASTERDOWN',
  'LOADING',
  'NOAUTH',
  'CLUSTERDOWN',
  'MOVED',
  'ASK',
])

/** Whether a reply is about the server that sent it and not about the command. The command has then changed nothing. */
export const isOfServer = (error: Error): boolean => OF_SERVER.has(codeOf(error))

/** Replies of a server that can be read, but has no room, no disk or too few replicas for writes. */
const OF_WRITES: ReadonlySet<string> = new Set(['OOM', 'MISCONF', 'NOREPLICAS'])

/** Whether no write, or none that needs memory, can succeed now. */
export const isOfWrites = (error: Error): boolean => OF_WRITES.has(codeOf(error))
