import type { Clock } from '../../clock.ts'
import { isGatewayError } from '../../errors.ts'
import { type GatewayRequest, withoutSignal } from '../../request/request.ts'
import { whoOf } from '../../request/who.ts'
import type { Observer } from '../../telemetry/observer.ts'
import { asObject, requiredText } from '../../upstream/json-readers.ts'
import type { HttpResponse } from '../../upstream/send-request.ts'
import type { BruteForceGuard } from '../brute-force-guard.ts'
import { callOriginOf } from '../call-origin.ts'
import type { PhoneNumber, UserModel } from '../types.ts'
import type { SealTalkClient } from './client.ts'
import { endpoints } from './endpoints.ts'
import { userReference } from './mapping.ts'
import type { Registrations } from './registrations.ts'
import {
  phoneNameOf,
  requireOldPassword,
  requirePassword,
  requirePhone,
  requireVerificationToken,
  type TextRules,
} from './rules.ts'
import type { RevokedSessions } from './revoked-sessions.ts'
import type { RequestSession } from './session.ts'
import type { VerifiedPhones } from './verified-phones.ts'
import { readCookies } from './upstream-cookie.ts'

/** Sessions and passwords. @see docs/networks/sealtalk.md#session */
export interface SealTalkSignIn {
  /** Returns the new user, by id, and signs in. */
  register(account: {
    readonly nickname: string
    readonly password: string
    readonly verificationToken: string
  }): Promise<UserModel>
  /** Signs in. `imToken` opens a RongCloud connection. */
  login(phone: PhoneNumber, password: string): Promise<{ readonly user: UserModel; readonly imToken: string }>
  /** Ends the session, or all sessions of its user, at all gateways, even if the upstream fails. */
  logout(which: 'this' | 'all'): Promise<void>
  /** Returns a new IM token and invalidates the previous one. Never retried. */
  renewImToken(): Promise<string>
  /** Ends all sessions of the phone's user. */
  resetPassword(password: string, verificationToken: string): Promise<void>
  /** Ends all other sessions of the user. */
  changePassword(oldPassword: string, newPassword: string): Promise<void>
}

export interface SealTalkSignInOptions {
  readonly client: SealTalkClient
  readonly request: GatewayRequest
  readonly session: RequestSession
  readonly bruteForceGuard: BruteForceGuard
  readonly registrations: Registrations
  readonly texts: TextRules
  readonly revoked: RevokedSessions
  readonly verifiedPhones: VerifiedPhones
  readonly clock: Clock
  readonly observer: Observer
  /** Called when the signed-in user changes: cached data belongs to the previous one. */
  readonly onChange: () => void
}

/** Runs a change of a password and then ends sessions, also where it is unknown whether the change was made. */
const andEnd = async (change: Promise<void>, endSessions: () => Promise<void>): Promise<void> => {
  try {
    await change
  } catch (error) {
    if (isGatewayError(error) && error.code === 'OUTCOME_UNKNOWN') await endSessions()
    throw error
  }
  await endSessions()
}

const nothing = (): void => undefined

export const createSealTalkSignIn = (options: SealTalkSignInOptions): SealTalkSignIn => {
  const { client, request, session, bruteForceGuard, registrations, texts, onChange } = options
  const { revoked, verifiedPhones, clock, observer } = options

  const open = { context: request, caller: request.caller }

  /** Runs a call that checks a secret, under the brute-force guard. */
  const guarded = <Result>(
    operation: string,
    subject: string | undefined,
    call: () => Promise<Result>,
  ): Promise<Result> => {
    // A right token of `resetPassword` is used up by it, and begins no session.
    const signsIn = operation !== 'resetPassword'
    const event = operation.endsWith('Password') ? 'password-changed' : 'sign-in'
    return bruteForceGuard.run({ network: 'sealtalk', operation, subject, signsIn, request, event }, call)
  }

  const begin = (headers: HttpResponse['headers'], userId: string, phone: string | undefined): void => {
    session.begin(readCookies(headers, clock.date()), userId, phone)
    onChange()
  }

  return {
    async register({ nickname, password, verificationToken }) {
      const body = {
        nickname: texts.nickname(nickname),
        password: requirePassword(password),
        verification_token: requireVerificationToken(verificationToken),
      }
      const [phone] = await verifiedPhones.find(verificationToken)
      const turn = { origin: callOriginOf(undefined, request.caller.address), signal: request.signal }
      const call = () =>
        client.call(endpoints.register, {
          ...open,
          // No abort signal: the server goes on with it, so it counts as under way even if the caller disconnects.
          context: withoutSignal(request),
          body,
          decode(result, _, headers) {
            const userId = requiredText(asObject(result, 'account'), 'id')
            begin(headers, userId, phone)
            return userReference(userId)
          },
        })
      return guarded('register', undefined, () => registrations.run(turn, call))
    },

    async login(phone, password) {
      const body = { ...requirePhone(phone), password: requirePassword(password) }
      return guarded('login', phoneNameOf(body), () =>
        client.call(endpoints.login, {
          ...open,
          body,
          decode(result, _, headers) {
            const account = asObject(result, 'account')
            const userId = requiredText(account, 'id')
            const imToken = requiredText(account, 'token')
            begin(headers, userId, verifiedPhones.pseudonymsOf(phoneNameOf(body))[0])
            return { user: userReference(userId), imToken }
          },
        }),
      )
    },

    async logout(which) {
      const ended = await session.end(which).finally(onChange)
      const operation = which === 'all' ? 'logoutEverywhere' : 'logout'
      observer.security({ type: 'logout', operation, ...whoOf(request, 'sealtalk') })
      // The upstream only clears its cookie, so a failure does no harm; metrics count it.
      await client.call(endpoints.logout, { ...open, session: ended, decode: nothing }).catch(nothing)
    },

    renewImToken: async () =>
      client.call(endpoints.renewImToken, {
        ...open,
        session: await session.require(),
        decode: (result) => requiredText(asObject(result, 'token'), 'token'),
      }),

    async resetPassword(password, verificationToken) {
      const body = {
        password: requirePassword(password),
        verification_token: requireVerificationToken(verificationToken),
      }
      const phones = await verifiedPhones.find(verificationToken)
      const reset = guarded('resetPassword', undefined, () =>
        client.call(endpoints.resetPassword, { ...open, body, decode: nothing }),
      )
      await andEnd(reset, async () => {
        await Promise.all(phones.map((id) => revoked.revokeAllOf({ kind: 'phone', id })))
      })
    },

    async changePassword(oldPassword, newPassword) {
      const own = await session.require()
      const body = {
        oldPassword: requireOldPassword(oldPassword),
        newPassword: requirePassword(newPassword, 'newPassword'),
      }
      const changed = guarded('changePassword', `account ${own.userId}`, () =>
        client.call(endpoints.changePassword, { ...open, session: own, body, decode: nothing }),
      )
      await andEnd(changed, () => session.endOthers())
    },
  }
}
