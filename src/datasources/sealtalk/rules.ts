import { badUserInput } from '../../errors.ts'
import type { PhoneNumber } from '../types.ts'

/**
 * What SealTalk demands of values, checked before anything is sent: what breaks a rule, or is missing,
 * mostly makes the server crash. @see docs/networks/sealtalk.md#codes-accounts-sessions
 */

/** Characters as people count them: one for an emoji or a Chinese character. */
const lengthOf = (text: string): number => Array.from(text).length

const refuse = (message: string): never => {
  throw badUserInput(message, 'sealtalk')
}

const requireLength = (text: string, least: number, most: number, what: string): string => {
  const length = lengthOf(text)
  return length < least || length > most || !text.isWellFormed()
    ? refuse(`${what}: expected ${least} to ${most} characters.`)
    : text
}

export const requireNickname = (nickname: string): string => requireLength(nickname, 1, 32, 'nickname')

export const requirePassword = (password: string, what = 'password'): string =>
  password.includes(' ')
    ? refuse(`${what}: expected 6 to 20 characters without spaces.`)
    : requireLength(password, 6, 20, what)

/** A password that was set some day, perhaps under other rules. */
export const requireOldPassword = (password: string): string => requireLength(password, 1, 100, 'oldPassword')

export const requireVerificationToken = (token: string): string =>
  /^[\x21-\x7e]{1,256}$/.test(token)
    ? token
    : refuse('verificationToken: expected the token that verifyCode returned.')

export const requireVerificationCode = (code: string): string =>
  /^[0-9]{4,6}$/.test(code) ? code : refuse('code: expected the 4 to 6 digits of the text message.')

export const requirePortrait = (url: string): string =>
  /^https?:\/\//i.test(url) && URL.canParse(url)
    ? requireLength(url, 12, 256, 'portraitUri')
    : refuse('portraitUri: expected an http or https address of 12 to 256 characters.')

/** SealTalk number. `what` names the argument in the error. */
export const requireStAccount = (stAccount: string, what = 'stAccount'): string =>
  /^[A-Za-z][A-Za-z0-9_-]{5,19}$/.test(stAccount)
    ? stAccount
    : refuse(`${what}: expected 6 to 20 characters, a letter first, then letters, digits, "_" and "-".`)

/** One name for one phone, however its digits are split and filled up: for counting, not for calling. */
export const phoneNameOf = ({ region, phone }: { readonly region: string; readonly phone: string }): string =>
  `phone ${region}${phone.replace(/^0+/, '')}`

/** Both parts as SealTalk takes them: strings of digits. `what` names the argument in the error. */
export const requirePhone = (
  { region, number }: PhoneNumber,
  what = 'phone',
): { region: string; phone: string } =>
  /^[1-9][0-9]{0,3}$/.test(region) && /^[0-9]{1,14}$/.test(number) && /^.{5,15}$/.test(region + number)
    ? { region, phone: number }
    : refuse(`${what}: expected a region such as "86" and a number, digits only, 5 to 15 together.`)
