import type { ErrorCode, Network } from './gql/enums.ts'

/** The gateway's error codes, and one for a gateway that cannot be reached. */
export type Code = ErrorCode | 'OFFLINE'

export const nameOf = (network: Network | undefined): string =>
  network === undefined ? 'the service' : { MIXIN: 'Mixin', SEALTALK: 'SealTalk' }[network]

/** A message for users for each code. The gateway's own messages are for developers. */
const messages: Readonly<Record<Code, (network: string) => string>> = {
  BAD_USER_INPUT: () => 'This input is not valid. Please check what you typed.',
  UNAUTHENTICATED: (network) => `You are not signed in to ${network}, or your session has ended.`,
  FORBIDDEN: (network) => `You may not see or change this on ${network}.`,
  NOT_FOUND: () => 'This does not exist any more.',
  RATE_LIMITED: (network) => `${network} limits these requests.`,
  VERIFICATION_FAILED: () => 'The phone number or the password is wrong.',
  CONFLICT: () => 'This is not possible at the moment.',
  UPSTREAM_UNAVAILABLE: (network) => `${network} does not respond at the moment.`,
  OUTCOME_UNKNOWN: (network) => `${network} did not confirm this. Please check before you try again.`,
  UPSTREAM_ERROR: (network) => `${network} rejected this.`,
  UNSUPPORTED: (network) => `${network} does not support this.`,
  QUERY_TOO_COMPLEX: () => 'This request is too large.',
  PERSISTED_QUERY_NOT_FOUND: () => 'This page is newer or older than the service. Please reload it.',
  PERSISTED_QUERY_NOT_SUPPORTED: () => 'This page is newer or older than the service. Please reload it.',
  INTERNAL_SERVER_ERROR: () => 'Something went wrong on our side.',
  OFFLINE: () => 'We cannot be reached. Are you online?',
}

const capitalize = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)

export const messageFor = (code: Code, network: Network | undefined): string =>
  capitalize(messages[code](nameOf(network)))

/** Whether this page knows the code; a newer gateway may have others. */
export const isCode = (code: unknown): code is Code =>
  typeof code === 'string' && Object.hasOwn(messages, code)

/** For example "12 s", "20 min" or "12 h". */
export const formatDuration = (seconds: number): string => {
  if (seconds < 60) return `${seconds} s`
  return seconds < 3600 ? `${Math.round(seconds / 60)} min` : `${Math.round(seconds / 3600)} h`
}
