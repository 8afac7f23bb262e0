/** What Redis replies to the user, the password or the database of a URL. Waiting does not help: the URL has to change. */
const REASONS: readonly (readonly [reply: RegExp, reason: string])[] = [
  [/^NOAUTH\b/, 'Redis requires a password (NOAUTH): add it'],
  [/^(WRONGPASS|ERR AUTH|ERR Client sent AUTH)\b/, 'Redis refuses its user name and password: correct them'],
  [
    /^ERR (DB index|invalid DB index|value is out of range)/,
    'Redis has no database of its number: correct it',
  ],
  [
    /^NOPERM\b/,
    'its user may not use the commands and channels that docs/operating.md lists (NOPERM): allow them',
  ],
]

/** Redis refuses what `REDIS_URL` says. The message has no secret. */
export class RedisRefusal extends Error {
  override readonly name = 'RedisRefusal'
}

/** The refusal that a reply to a new connection is; undefined if a later attempt may succeed. */
export const toRedisRefusal = ({ message }: Error): RedisRefusal | undefined => {
  const reason = REASONS.find(([reply]) => reply.test(message))?.[1]
  return reason === undefined ? undefined : new RedisRefusal(`REDIS_URL cannot work: ${reason}`)
}

/**
 * Replies of a server that is no longer, or not yet, the one to ask: a replica, one that loads its data, or one whose
 * users have changed. A new connection may reach another server. Redis 6 puts words before replies to a script's commands.
 */
const OF_SERVER = /^(ERR Error running script.*-)?(READONLY|MASTERDOWN|LOADING|NOAUTH)\b/

/** Whether a reply is about the server that sent it and not about the command. The command has then changed nothing. */
export const isOfServer = ({ message }: Error): boolean => OF_SERVER.test(message)
