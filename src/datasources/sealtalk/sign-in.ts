import type { GatewayRequest } from '../../request/request.ts'
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
import type { OpenSession, RequestSession } from './session.ts'
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
  /** Ends the session at this gateway, even if the upstream fails. */
  logout(): Promise<void>
  /** Returns a new IM token and invalidates the previous one. Never retried. */
  renewImToken(): Promise<string>
  resetPassword(password: string, verificationToken: string): Promise<void>
  changePassword(oldPassword: string, newPassword: string): Promise<void>
}

export interface SealTalkSignInOptions {
  readonly client: SealTalkClient
  readonly request: GatewayRequest
  readonly session: RequestSession
  readonly bruteForceGuard: BruteForceGuard
  readonly registrations: Registrations
  readonly texts: TextRules
  /** Called when the signed-in user changes: cached data belongs to the previous one. */
  readonly onChange: () => void
}

const nothing = (): void => undefined

export const createSealTalkSignIn = (options: SealTalkSignInOptions): SealTalkSignIn => {
  const { client, request, session, bruteForceGuard, registrations, texts, onChange } = options

  const open = { context: request, caller: request.caller }

  /** Runs a call that checks a secret, under the brute-force guard. */
  const guarded = <Result>(
    operation: string,
    subject: string | undefined,
    call: () => Promise<Result>,
  ): Promise<Result> => {
    // A right token of `resetPassword` is used up by it, and begins no session.
    const signsIn = operation !== 'resetPassword'
    return bruteForceGuard.run({ network: 'sealtalk', operation, subject, signsIn, request }, call)
  }

  const begin = (headers: HttpResponse['headers'], userId: string): void => {
    session.begin(readCookies(headers), userId)
    onChange()
  }

  return {
    async register({ nickname, password, verificationToken }) {
      const body = {
        nickname: texts.nickname(nickname),
        password: requirePassword(password),
        verification_token: requireVerificationToken(verificationToken),
      }
      const turn = { origin: callOriginOf(undefined, request.caller.address), signal: request.signal }
      const call = () =>
        client.call(endpoints.register, {
          ...open,
          // No abort signal: the server goes on with it, so it counts as under way even if the caller disconnects.
          context: { id: request.id, trace: request.trace, span: request.span },
          body,
          decode(result, headers) {
            const userId = requiredText(asObject(result, 'account'), 'id')
            begin(headers, userId)
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
          decode(result, headers) {
            const account = asObject(result, 'account')
            const userId = requiredText(account, 'id')
            const imToken = requiredText(account, 'token')
            begin(headers, userId)
            return { user: userReference(userId), imToken }
          },
        }),
      )
    },

    async logout() {
      let ended: OpenSession
      try {
        ended = await session.require()
      } finally {
        // Also clears the cookie of an invalid session.
        await session.end()
        onChange()
      }
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
      await guarded('resetPassword', undefined, () =>
        client.call(endpoints.resetPassword, { ...open, body, decode: nothing }),
      )
    },

    async changePassword(oldPassword, newPassword) {
      const own = await session.require()
      const body = {
        oldPassword: requireOldPassword(oldPassword),
        newPassword: requirePassword(newPassword, 'newPassword'),
      }
      await guarded('changePassword', `account ${own.userId}`, () =>
        client.call(endpoints.changePassword, { ...open, session: own, body, decode: nothing }),
      )
    },
  }
}
