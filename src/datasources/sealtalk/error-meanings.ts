import type { ErrorCode } from '../../errors.ts'
import { endpoints, type SealTalkEndpoint } from './endpoints.ts'

/** The meaning of an envelope's code, or of an HTTP status, at an endpoint. */
export interface Meaning {
  readonly code: ErrorCode
  readonly message: string
  readonly retryAfterMs?: number
  /** The number would reveal too much, so clients do not see it. */
  readonly secret?: true
}

const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS

const badNumber: Meaning = { code: 'BAD_USER_INPUT', message: 'SealTalk refused the phone number. Check it.' }
const wrongLogin: Meaning = {
  code: 'VERIFICATION_FAILED',
  message: 'The phone number or the password is wrong.',
  secret: true,
}
export const unknownToken: Meaning = {
  code: 'VERIFICATION_FAILED',
  message: 'The verification token is not valid. Verify the phone again.',
}
const rateLimited = (message: string, retryAfterMs?: number): Meaning => ({
  code: 'RATE_LIMITED',
  message,
  ...(retryAfterMs !== undefined && { retryAfterMs }),
})

const sending: Readonly<Record<number, Meaning>> = {
  400: badNumber,
  3004: rateLimited('SealTalk sends about 20 codes per hour for one address. Retry later.', HOUR_MS),
  3102: badNumber,
  3122: rateLimited('The text message provider’s limit for this number is reached. Retry later.'),
  3205: rateLimited('The text message provider’s limit for this number is reached. Retry later.'),
  5000: rateLimited('SealTalk sends one code per minute to a number. Retry in a minute.', MINUTE_MS),
}
const verifying: Readonly<Record<number, Meaning>> = {
  404: { code: 'NOT_FOUND', message: 'No code was sent to this number. Send one first.' },
  1000: { code: 'VERIFICATION_FAILED', message: 'The code is wrong. Check it.' },
  2000: { code: 'VERIFICATION_FAILED', message: 'The code expired after two minutes. Send a new one.' },
}

const forbidden = (message: string): Meaning => ({ code: 'FORBIDDEN', message })
const notOwner = forbidden('SealTalk refused the change: only the owner of the group may make it.')
const notManager = forbidden(
  'SealTalk refused the change: the account is neither the owner nor an admin of the group.',
)
/** The values were validated before, so the state of the group is the remaining reason. */
const cannotEnter: Meaning = {
  code: 'CONFLICT',
  message: 'SealTalk refused the change: the group is full, or the user is a member already.',
}
/** HTTP statuses. */
const settingRoles: Readonly<Record<number, Meaning>> = {
  401: notOwner,
  402: forbidden('SealTalk refused the change: the account or a user is not in the group.'),
  403: forbidden('SealTalk refused the change: the owner of a group keeps this role.'),
}

/** Codes of groups, where a call has no other meaning for them. */
const GROUP_CODES: Readonly<Record<number, Meaning>> = {
  20001: notManager,
  20002: { code: 'BAD_USER_INPUT', message: 'SealTalk refused the list of users. Check the arguments.' },
  20003: { code: 'NOT_FOUND', message: 'SealTalk did not find what the request names. Check the ids.' },
}

/** The same number means different things at different calls. @see docs/networks/sealtalk.md#errors */
const AT_ENDPOINT: ReadonlyMap<SealTalkEndpoint, Readonly<Record<number, Meaning>>> = new Map<
  SealTalkEndpoint,
  Readonly<Record<number, Meaning>>
>([
  [endpoints.sendCode, sending],
  [endpoints.sendCodeYunpian, sending],
  [endpoints.verifyCode, verifying],
  [endpoints.verifyCodeYunpian, verifying],
  [endpoints.checkPhone, { 400: badNumber }],
  [
    endpoints.regions,
    {
      1000: {
        code: 'UPSTREAM_UNAVAILABLE',
        message: 'SealTalk cannot read its list of regions. Retry later.',
      },
    },
  ],
  // The values were validated before, so the remaining reason is that the phone has an account.
  [
    endpoints.register,
    {
      400: { code: 'CONFLICT', message: 'This phone already has an account. Sign in instead.' },
      404: unknownToken,
    },
  ],
  [endpoints.resetPassword, { 404: unknownToken }],
  [endpoints.login, { 400: badNumber, 1000: wrongLogin, 1001: wrongLogin }],
  [
    endpoints.changePassword,
    { 1000: { code: 'VERIFICATION_FAILED', message: 'The old password is wrong.' } },
  ],
  [
    endpoints.setStAccount,
    {
      1000: {
        code: 'CONFLICT',
        message: 'This SealTalk number is already in use, perhaps by this account. Choose another.',
      },
    },
  ],
  [endpoints.findByPhone, { 400: badNumber }],
  [endpoints.findUser, { 400: badNumber }],
  [endpoints.inviteFriend, { 400: { code: 'CONFLICT', message: 'The two are friends already.' } }],
  [endpoints.bulletin, { 402: { code: 'NOT_FOUND', message: 'The group has no bulletin.' } }],
  [
    endpoints.createGroup,
    { 1000: { code: 'CONFLICT', message: 'The account is in too many groups. Leave one first.' } },
  ],
  [endpoints.addMembers, { 400: cannotEnter }],
  [endpoints.joinGroup, { 400: cannotEnter }],
  [
    endpoints.removeMembers,
    {
      403: notManager,
      405: forbidden('SealTalk refused the change: nobody can remove the owner of a group.'),
    },
  ],
  [endpoints.setManagers, settingRoles],
  [endpoints.removeManagers, settingRoles],
  [endpoints.renameGroup, { 400: notOwner }],
  [
    endpoints.dismissGroup,
    {
      400: notOwner,
      500: {
        code: 'UPSTREAM_UNAVAILABLE',
        message: 'SealTalk could not end the group, because its messaging service refused. Retry later.',
      },
    },
  ],
  [
    endpoints.addFavorite,
    { 405: { code: 'CONFLICT', message: 'The group is among the favorites of the account already.' } },
  ],
])

/** HTTP statuses, for endpoints without their own meaning. */
const STATUSES: Readonly<Record<number, Meaning>> = {
  400: { code: 'BAD_USER_INPUT', message: 'SealTalk refused a value. Check the arguments.' },
  403: {
    code: 'FORBIDDEN',
    message: 'SealTalk refused access: the account is not a member or friend.',
  },
  404: { code: 'NOT_FOUND', message: 'SealTalk did not find what the request names. Check the ids.' },
  429: rateLimited('SealTalk’s rate limit is reached. Retry later.'),
}

/** The later server's codes, which mean the same at all of its calls. 1000 depends on the call. */
const LATER: Readonly<Record<number, Meaning>> = {
  1001: { code: 'BAD_USER_INPUT', message: 'SealTalk refused a value. Check the arguments.' },
  1002: { code: 'BAD_USER_INPUT', message: 'SealTalk refused an id. Check the ids.' },
  1003: rateLimited('SealTalk’s rate limit is reached. Retry later.'),
  1004: { code: 'CONFLICT', message: 'SealTalk refused the change, because a limit is reached.' },
  1005: { code: 'VERIFICATION_FAILED', message: 'The code is wrong. Check it.' },
  1006: {
    code: 'FORBIDDEN',
    message: 'SealTalk refused the change: the account lacks the right, or a rule of the server forbids it.',
  },
}

/** Failures of the later server: a write may have taken effect. */
export const LATER_FAILURES: ReadonlySet<number> = new Set([2000, 5000])

/** All codes that the later server sends beside 200. */
export const LATER_CODES: ReadonlySet<number> = new Set([
  1000,
  ...Object.keys(LATER).map(Number),
  ...LATER_FAILURES,
])

/** Whether a former server sends this number at an endpoint. */
export const hasOwnMeaning = (endpoint: SealTalkEndpoint, number: number): boolean =>
  AT_ENDPOINT.get(endpoint)?.[number] !== undefined

/**
 * What a number means at an endpoint; undefined if it has no meaning there.
 * @param isLater whether it is the later server's number; undefined if that is not known
 */
export const meaningOf = (
  endpoint: SealTalkEndpoint,
  number: number,
  isLater: boolean | undefined,
): Meaning | undefined => {
  const own = AT_ENDPOINT.get(endpoint)?.[number]
  if (isLater && LATER_CODES.has(number)) return LATER[number]
  return own ?? STATUSES[number] ?? GROUP_CODES[number] ?? (isLater === false ? undefined : LATER[number])
}
