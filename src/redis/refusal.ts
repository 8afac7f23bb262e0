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

type Reason = readonly [pattern: RegExp, problem: string, advice: string]

/** What Redis replies to the user, the password or the database of a URL. */
const OF_REPLIES: readonly Reason[] = [
  [/^NOAUTH\b/, 'Redis requires a password (NOAUTH)', 'add the password to REDIS_URL'],
  [
    /^(WRONGPASS|ERR AUTH|ERR Client sent AUTH)\b/,
    'Redis refuses its user name and password',
    'correct the user name and password in REDIS_URL',
  ],
  [
    /^ERR (DB index|invalid DB index|value is out of range)/,
    'Redis has no database of its number',
    'correct the number in REDIS_URL',
  ],
  [
    /^NOPERM\b/,
    'its user may not use the commands and channels that docs/operating.md lists (NOPERM)',
    'allow them to this Redis user',
  ],
  [
    /^ERR No such master/,
    'its sentinels watch no primary of the name in REDIS_MASTER_NAME',
    'correct REDIS_MASTER_NAME',
  ],
]

/** Certificates that no setting here trusts, by the codes of Node.js. One that has expired is for Redis to replace. */
const OF_CERTIFICATES: readonly Reason[] = [
  [
    /^(SELF_SIGNED_CERT_IN_CHAIN|DEPTH_ZERO_SELF_SIGNED_CERT|UNABLE_TO_VERIFY_LEAF_SIGNATURE|UNABLE_TO_GET_ISSUER_CERT(_LOCALLY)?)$/,
    'the authority that signed the certificate of Redis is not known here',
    'set NODE_EXTRA_CA_CERTS to the PEM file of that authority',
  ],
  [
    /^ERR_TLS_CERT_ALTNAME_INVALID$/,
    'the certificate of Redis is for other names than its address',
    'use one of these names in REDIS_URL, and as what sentinels and nodes announce',
  ],
]

const findReason = (reasons: readonly Reason[], text: string): RedisRefusal | undefined => {
  const [, problem, advice] = reasons.find(([pattern]) => pattern.test(text)) ?? []
  return problem === undefined || advice === undefined ? undefined : new RedisRefusal(problem, advice)
}

/** The refusal that the failure of a new connection is; undefined if a later attempt may succeed. */
export const toRedisRefusal = (error: Error): RedisRefusal | undefined => {
  if (error instanceof RedisRefusal) return error
  const code = 'code' in error ? String(error.code) : ''
  return findReason(OF_REPLIES, error.message) ?? findReason(OF_CERTIFICATES, code)
}

/** The same error for logs. Redis 7.2 and newer and Valkey name the user to whom they refuse a command. */
export const withoutUser = (error: Error): Error => {
  const message = error.message.replace(/^NOPERM User \S+ has/, 'NOPERM this user has')
  return message === error.message ? error : new Error(message)
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
