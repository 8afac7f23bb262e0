import type { Log } from './log.ts'

/** Milliseconds in which a caller that goes on being throttled has one line. */
export const THROTTLED_LINE_MS = 60_000

/** Events that say who tries to get in, who gets in or out, and what the gateway closes. */
const MESSAGES = {
  'sign-in': 'signed in',
  refused: 'a password, code or token was refused',
  throttled: 'too many requests or attempts are refused',
  logout: 'logged out',
  'password-changed': 'a password was changed, so sessions end',
  'pin-stopped': 'no more PINs are sent, so that the network does not lock the bot',
  'breaker-opened': 'circuit opened: calls are paused after repeated failures',
  'breaker-closed': 'circuit closed: calls are sent again',
  'cooldown-opened': 'cooldown opened: calls are paused since the network refused one as one too many',
  'cooldown-closed': 'cooldown closed: calls are sent again',
} as const

const WARNINGS: ReadonlySet<SecurityEvent['type']> = new Set([
  'throttled',
  'pin-stopped',
  'breaker-opened',
  'cooldown-opened',
])

export interface SecurityEvent {
  readonly type: keyof typeof MESSAGES
  readonly network?: string | undefined
  readonly operation?: string | undefined
  readonly requestId?: string | undefined
  /** The client's /24 or /64. */
  readonly address?: string | undefined
  /** The name of the caller's API key. */
  readonly apiKeyName?: string | undefined
  /** `bot`, or a digest of the account or token. */
  readonly account?: string | undefined
  /** A digest of the phone or account that was tried. */
  readonly subject?: string | undefined
  /** The error that the caller got. */
  readonly code?: string | undefined
  readonly retryAfterMs?: number | undefined
  /** Whether the network's response was lost, so that the change may not have been made. */
  readonly isOutcomeUnknown?: boolean | undefined
  /** What else there is to say, without secrets. */
  readonly [fact: string]: unknown
}

/** Writes security events as lines of one kind, at `info`, or at `warn` where something is stopped. */
export const createSecurityLog =
  (log: Pick<Log, 'info' | 'warn'>) =>
  ({ type, ...facts }: SecurityEvent): void => {
    const fields = { event: 'security', type, ...facts }
    if (WARNINGS.has(type)) log.warn(MESSAGES[type], fields)
    else log.info(MESSAGES[type], fields)
  }
