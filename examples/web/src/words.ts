import type { ErrorCode, Network } from './gql/enums.ts'

/** What a problem may be: the gateway's codes, or that the gateway itself was not reached. */
export type Code = ErrorCode | 'OFFLINE'

export const nameOf = (network: Network | undefined): string =>
  network === undefined ? 'the service' : { MIXIN: 'Mixin', SEALTALK: 'SealTalk' }[network]

/** One sentence for each code. The gateway's own messages are for developers; these are for people. */
const sentences: Readonly<Record<Code, (network: string) => string>> = {
  BAD_USER_INPUT: () => 'That is not something that can be asked for. Please check what you typed.',
  UNAUTHENTICATED: (network) => `You are not signed in to ${network}, or no longer.`,
  FORBIDDEN: (network) => `You may not see this on ${network}.`,
  NOT_FOUND: () => 'This is not there any more.',
  RATE_LIMITED: (network) => `That was a lot of questions for ${network}.`,
  VERIFICATION_FAILED: () => 'The phone number or the password is wrong.',
  CONFLICT: () => 'That is not possible as things are.',
  UPSTREAM_UNAVAILABLE: (network) => `${network} does not answer at the moment.`,
  OUTCOME_UNKNOWN: (network) =>
    `${network} did not say whether that has happened. Please look before you repeat it.`,
  UPSTREAM_ERROR: (network) => `${network} has refused that.`,
  UNSUPPORTED: (network) => `There is no such thing on ${network} here.`,
  QUERY_TOO_COMPLEX: () => 'That is too much at once.',
  INTERNAL_SERVER_ERROR: () => 'Something went wrong on our side.',
  OFFLINE: () => 'We cannot be reached. Are you online?',
}

const capitalize = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)

export const sentenceFor = (code: Code, network: Network | undefined): string =>
  capitalize(sentences[code](nameOf(network)))

/** Whether this page knows a code; a newer gateway may have others. */
export const isCode = (code: unknown): code is Code =>
  typeof code === 'string' && Object.hasOwn(sentences, code)

/** Such as "12 s", "20 min" or "12 h". */
export const spell = (seconds: number): string => {
  if (seconds < 60) return `${seconds} s`
  return seconds < 3600 ? `${Math.round(seconds / 60)} min` : `${Math.round(seconds / 3600)} h`
}
