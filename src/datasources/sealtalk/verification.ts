import { badUserInput, unsupported } from '../../errors.ts'
import type { GatewayRequest } from '../../request/request.ts'
import { asList, asObject, requiredText, text, UnexpectedShape } from '../../upstream/json-readers.ts'
import { isObject } from '../../json.ts'
import type { BruteForceGuard } from '../brute-force-guard.ts'
import type { PhoneNumber } from '../types.ts'
import type { SealTalkClient } from './client.ts'
import { endpoints } from './endpoints.ts'
import { phoneNameOf, requirePhone, requireVerificationCode } from './rules.ts'
import type { TextMessageBudget } from './text-messages.ts'

/** Which of the server's text message providers: send and verify with the same. */
export type VerificationService = 'DEFAULT' | 'YUNPIAN'

export interface RegionModel {
  /** Dialling code without +; several places may have the same. */
  readonly code: string
  readonly names: { readonly EN: string | null; readonly ZH: string | null }
}

export interface CaptchaModel {
  readonly url: string
  readonly verifyId: string
}

/** Proving that somebody holds a phone. Needs no session. @see docs/networks/sealtalk.md#codes-accounts-sessions */
export interface SealTalkVerification {
  /** Sent once, whatever happens: each message costs money. */
  sendCode(phone: PhoneNumber, service: VerificationService): Promise<void>
  /** The token that stands for the phone from then on. A secret like a password. */
  verifyCode(phone: PhoneNumber, code: string, service: VerificationService): Promise<string>
  /** Null where the server does not tell. */
  isPhoneAvailable(phone: PhoneNumber): Promise<boolean | null>
  regions(): Promise<readonly RegionModel[]>
  /** Throws UNSUPPORTED where the server cannot make one. */
  captcha(): Promise<CaptchaModel>
}

export interface SealTalkVerificationOptions {
  readonly client: SealTalkClient
  readonly request: GatewayRequest
  readonly textMessages: TextMessageBudget
  readonly bruteForceGuard: BruteForceGuard
}

/** The only region that the first provider takes. */
const DEFAULT_REGION = '86'

const toRegion = (value: unknown): RegionModel => {
  const region = asObject(value, 'region')
  const locale = isObject(region['locale']) ? region['locale'] : {}
  return {
    code: requiredText(region, 'region').replace(/^\+/, ''),
    names: { EN: text(locale, 'en'), ZH: text(locale, 'zh') },
  }
}

const toRegions = (value: unknown): readonly RegionModel[] =>
  value === null ? [] : asList(value, 'regions').map(toRegion)

const toCaptcha = (value: unknown): CaptchaModel => {
  if (value === null) throw unsupported('sealtalk', 'This SealTalk server cannot make picture codes.')
  const captcha = asObject(value, 'captcha')
  return { url: requiredText(captcha, 'url'), verifyId: requiredText(captcha, 'verifyId') }
}

const toAvailability = (value: unknown): boolean | null => {
  if (value !== null && typeof value !== 'boolean') throw new UnexpectedShape('the answer is not a boolean')
  return value
}

const toToken = (value: unknown): string =>
  requiredText(asObject(value, 'verification'), 'verification_token')

const nothing = (): void => undefined

export const createSealTalkVerification = (options: SealTalkVerificationOptions): SealTalkVerification => {
  const { client, request, textMessages, bruteForceGuard } = options
  const open = { context: request, caller: request.caller }

  return {
    async sendCode(number, service) {
      const body = requirePhone(number)
      if (service === 'DEFAULT' && body.region !== DEFAULT_REGION) {
        throw badUserInput('service: DEFAULT sends to region 86 only; take YUNPIAN.', 'sealtalk')
      }
      const call = { ...open, body, budget: textMessages.scopeOf(body), decode: nothing }
      // Only this provider counts by address.
      await (service === 'YUNPIAN'
        ? textMessages.spend(() => client.call(endpoints.sendCodeYunpian, call))
        : client.call(endpoints.sendCode, call))
    },

    async verifyCode(number, code, service) {
      const body = { ...requirePhone(number), code: requireVerificationCode(code) }
      const endpoint = service === 'YUNPIAN' ? endpoints.verifyCodeYunpian : endpoints.verifyCode
      const guess = {
        network: 'sealtalk',
        operation: 'verifyCode',
        subject: phoneNameOf(body),
        request,
      } as const
      return bruteForceGuard.run(guess, () => client.call(endpoint, { ...open, body, decode: toToken }))
    },

    isPhoneAvailable: async (number) =>
      client.call(endpoints.checkPhone, { ...open, body: requirePhone(number), decode: toAvailability }),

    regions: () => client.call(endpoints.regions, { ...open, decode: toRegions }),

    captcha: () => client.call(endpoints.captcha, { ...open, decode: toCaptcha }),
  }
}
