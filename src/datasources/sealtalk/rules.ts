import { badUserInput } from '../../errors.ts'
import type { PhoneNumber } from '../types.ts'

/**
 * SealTalk's rules for values, checked before anything is sent, since invalid or missing values mostly crash the
 * server. @see docs/networks/sealtalk.md#codes-accounts-sessions
 */

/** Length in code points: most emoji and Chinese characters count as one. */
const lengthOf = (text: string): number => Array.from(text).length

/** @param place the argument's name, and a part of it */
const reject = (message: string, ...place: readonly [argument: string, part?: string]): never => {
  const [argument] = place
  throw badUserInput(
    `${argument}: ${message}`,
    place.filter((name) => name !== undefined),
    'sealtalk',
  )
}

const requireLength = (text: string, min: number, max: number, argument: string): string => {
  const length = lengthOf(text)
  return length < min || length > max || !text.isWellFormed()
    ? reject(`expected ${min} to ${max} characters.`, argument)
    : text
}

export const requirePassword = (password: string, argument = 'password'): string =>
  password.includes(' ')
    ? reject('expected 6 to 20 characters without spaces.', argument)
    : requireLength(password, 6, 20, argument)

/** An existing password, which may have been set under other rules. */
export const requireOldPassword = (password: string): string => requireLength(password, 1, 100, 'oldPassword')

export const requireVerificationToken = (token: string): string =>
  /^[\x21-\x7e]{1,256}$/.test(token)
    ? token
    : reject('expected the token that verifyCode returned.', 'verificationToken')

export const requireVerificationCode = (code: string): string =>
  /^[0-9]{4,6}$/.test(code) ? code : reject('expected the 4 to 6 digits of the text message.', 'code')

/** Rules for texts that SealTalk stores. Passwords are not among them: it stores their hashes. */
export interface TextRules {
  nickname(nickname: string): string
  portraitUri(url: string): string
  groupName(name: string): string
  announcement(text: string): string
  /** A name within a group; "" for none. */
  displayName(name: string): string
  /** Text of a contact request. */
  message(message: string): string
  /** Name for a contact; empty takes it away. */
  alias(alias: string): string
}

/** @param utf8mb4 whether the server's database stores characters outside the Basic Multilingual Plane */
export const createTextRules = ({ utf8mb4 }: { readonly utf8mb4: boolean }): TextRules => {
  const requireText = (text: string, min: number, max: number, argument: string): string => {
    requireLength(text, min, max, argument)
    return utf8mb4 || !/[\u{10000}-\u{10ffff}]/u.test(text)
      ? text
      : reject('this SealTalk server cannot store emoji and other characters above U+FFFF.', argument)
  }
  return {
    nickname: (nickname) => requireText(nickname, 1, 32, 'nickname'),
    portraitUri: (url) =>
      /^https?:\/\//i.test(url) && URL.canParse(url)
        ? requireText(url, 12, 256, 'portraitUri')
        : reject('expected an http or https address of 12 to 256 characters.', 'portraitUri'),
    groupName: (name) => requireText(name, 2, 32, 'name'),
    announcement: (text) => requireText(text, 0, 1024, 'announcement'),
    displayName: (name) => requireText(name, 0, 32, 'name'),
    message: (message) =>
      message.trim() === ''
        ? reject('expected a text; leave it out for a greeting.', 'message')
        : requireText(message, 1, 64, 'message'),
    alias: (alias) => requireText(alias, 0, 32, 'alias'),
  }
}

/** A SealTalk number. @param argument its name, for the error */
export const requireStAccount = (stAccount: string, argument = 'stAccount'): string =>
  /^[A-Za-z][A-Za-z0-9_-]{5,19}$/.test(stAccount)
    ? stAccount
    : reject('expected a letter, then 5 to 19 letters, digits, "_" or "-".', argument)

/** Identifies a phone for rate limits, however its digits are split into region and number. */
export const phoneNameOf = ({ region, phone }: { readonly region: string; readonly phone: string }): string =>
  `phone ${region}${phone.replace(/^0+/, '')}`

/**
 * Region and phone as SealTalk expects them: strings of digits. It cannot store a longer number, and would send the text
 * message before it noticed.
 * @param argument its name, for the error
 */
export const requirePhone = (
  { region, number }: PhoneNumber,
  argument = 'phone',
): { region: string; phone: string } => {
  const isRegion = /^[1-9][0-9]{0,3}$/.test(region)
  return isRegion && /^[0-9]{1,11}$/.test(number) && region.length + number.length >= 5
    ? { region, phone: number }
    : reject(
        'expected digits only: a region such as "86" and a number of at most 11 digits, at least 5 digits in total.',
        argument,
        isRegion ? 'number' : 'region',
      )
}
