import { badUserInput, isGatewayError, unsupported } from '../../errors.ts'
import type { GatewayRequest } from '../../request/request.ts'
import { asObject, requiredText, UnexpectedShape } from '../../upstream/json-readers.ts'
import { isBlank, isNothing, rowsOf } from '../../upstream/rows.ts'
import { isObject } from '../../json.ts'
import type { BruteForceGuard } from '../brute-force-guard.ts'
import type { PhoneNumber } from '../types.ts'
import type { SealTalkClient } from './client.ts'
import { endpoints } from './endpoints.ts'
import { requiredCode, text } from './fields.ts'
import type { VerifiedPhones } from './verified-phones.ts'
import { phoneNameOf, requirePhone, requireVerificationCode } from './rules.ts'
import type { TextMessageBudget } from './text-messages.ts'

/** The server's text message provider; send and verify with the same one. */
export type VerificationService = 'DEFAULT' | 'YUNPIAN'

export interface RegionModel {
  /** Dialling code without +; several places may share one. */
  readonly code: string
  readonly names: { readonly EN: string | null; readonly ZH: string | null }
}

export interface CaptchaModel {
  readonly url: string
  readonly verifyId: string
}

/** Phone verification. Needs no session. @see docs/networks/sealtalk.md#codes-accounts-sessions */
export interface SealTalkVerification {
  /** Never retried, since each text message costs money. */
  sendCode(phone: PhoneNumber, service: VerificationService): Promise<void>
  /** Returns a token that proves the phone. It is as secret as a password. */
  verifyCode(phone: PhoneNumber, code: string, service: VerificationService): Promise<string>
  /** Null if the server does not report it. */
  isPhoneAvailable(phone: PhoneNumber): Promise<boolean | null>
  regions(): Promise<readonly RegionModel[]>
  /** Throws UNSUPPORTED if the server cannot create one. */
  captcha(): Promise<CaptchaModel>
}

export interface SealTalkVerificationOptions {
  readonly client: SealTalkClient
  readonly request: GatewayRequest
  readonly textMessages: TextMessageBudget
  readonly bruteForceGuard: BruteForceGuard
  readonly verifiedPhones: VerifiedPhones
}

/** The only region that the provider DEFAULT supports. */
const DEFAULT_REGION = '86'

const toRegion = (value: unknown): RegionModel | null => {
  if (isNothing(value, 'region')) return null
  const region = asObject(value, 'region')
  const locale = isObject(region['locale']) ? region['locale'] : {}
  return {
    code: requiredCode(region, 'region').replace(/^\+/, ''),
    names: { EN: text(locale, 'en'), ZH: text(locale, 'zh') },
  }
}

const toRegions = (value: unknown): readonly RegionModel[] => rowsOf(value, 'regions', toRegion)

const toCaptcha = (value: unknown): CaptchaModel => {
  if (isBlank(value)) throw unsupported('sealtalk', 'This SealTalk server does not support captchas.')
  const captcha = asObject(value, 'captcha')
  return { url: requiredText(captcha, 'url'), verifyId: requiredText(captcha, 'verifyId') }
}

/** A server that has no GET there takes the path for a user's id, or has no such route. */
const mayHaveOtherMethod = (error: unknown): boolean =>
  isGatewayError(error) &&
  (error.code === 'NOT_FOUND' || (error.code === 'UNSUPPORTED' && error.upstreamCode !== 500))

const toAvailability = (value: unknown): boolean | null => {
  if (value !== null && typeof value !== 'boolean') throw new UnexpectedShape('the result is not a boolean')
  return value
}

const toToken = (value: unknown): string =>
  requiredText(asObject(value, 'verification'), 'verification_token')

const nothing = (): void => undefined

export const createSealTalkVerification = (options: SealTalkVerificationOptions): SealTalkVerification => {
  const { client, request, textMessages, bruteForceGuard, verifiedPhones } = options
  const open = { context: request, caller: request.caller }

  return {
    async sendCode(number, service) {
      const body = requirePhone(number)
      if (service === 'DEFAULT' && body.region !== DEFAULT_REGION) {
        throw badUserInput('service: DEFAULT supports region 86 only; use YUNPIAN.', ['service'], 'sealtalk')
      }
      const call = { ...open, body, budget: textMessages.scopeOf(body), decode: nothing }
      const endpoint = service === 'YUNPIAN' ? endpoints.sendCodeYunpian : endpoints.sendCode
      await textMessages.spend(() => client.call(endpoint, call))
    },

    async verifyCode(number, code, service) {
      const body = { ...requirePhone(number), code: requireVerificationCode(code) }
      const endpoint = service === 'YUNPIAN' ? endpoints.verifyCodeYunpian : endpoints.verifyCode
      const attempt = {
        network: 'sealtalk',
        operation: 'verifyCode',
        subject: phoneNameOf(body),
        request,
      } as const
      const token = await bruteForceGuard.run(attempt, () =>
        client.call(endpoint, { ...open, body, decode: toToken }),
      )
      verifiedPhones.remember(token, verifiedPhones.pseudonymsOf(attempt.subject))
      return token
    },

    async isPhoneAvailable(number) {
      const body = requirePhone(number)
      const probe = {
        network: 'sealtalk',
        operation: 'isPhoneAvailable',
        limit: 'perAddress',
        request,
      } as const
      return bruteForceGuard.runProbe(probe, () =>
        client.call(endpoints.checkPhone, { ...open, body, decode: toAvailability }),
      )
    },

    regions: () => client.call(endpoints.regions, { ...open, decode: toRegions }),

    async captcha() {
      try {
        return await client.call(endpoints.captcha, { ...open, decode: toCaptcha })
      } catch (error) {
        if (!mayHaveOtherMethod(error)) throw error
        return await client.call(endpoints.captchaByPost, { ...open, decode: toCaptcha }).catch(() => {
          throw error
        })
      }
    },
  }
}
