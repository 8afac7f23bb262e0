import type { Body } from './body.ts'
import { Refusal, crash, missing } from './replies.ts'

const MOBILE_86 = /^(\+?0?86-?)?1[3-9]\d{9}$/
const URL_FORM = /^https?:\/\/(?:[a-z0-9-]+\.)+[a-z]{2,}(?::\d+)?(?:[/?#]\S*)?$/i
const UUID_FORM = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

const PASSWORD = { least: 6, most: 20 }

/** Longest names, in characters. */
export const LONGEST = {
  nickname: 32,
  groupName: 32,
  groupDisplayName: 32,
  portraitUri: 256,
  bulletin: 1_024,
  friendMessage: 64,
}

const lengthOf = (text: string): number => Array.from(text).length

/** Whether a text has so many characters; one outside the basic plane counts once. */
export const hasLength = (text: string, least: number, most: number): boolean =>
  lengthOf(text) >= least && lengthOf(text) <= most

/** Region and phone as given, which must be texts. */
export const phoneOf = (body: Body): { region: string; phone: string } => {
  const { region, phone } = { region: body['region'], phone: body['phone'] }
  for (const value of [region, phone]) {
    if (value === undefined) throw missing('toString')
    if (typeof value !== 'string') throw crash(`${JSON.stringify(value)} is not a valid string`)
  }
  return { region: String(region), phone: String(phone) }
}

/** Refuses numbers that cannot be Chinese mobiles; numbers of other regions pass unchecked. */
export const checkMobile = (region: string, phone: string): void => {
  if (region === '86' && !MOBILE_86.test(phone)) throw new Refusal(400, 'Invalid region and phone number.')
}

/** A text with `<` and `>` escaped; what was short enough is cut back to `most` characters. */
export const escaped = (body: Body, field: string, most: number): string => {
  const given = body[field]
  if (given === undefined) throw missing('length')
  const text = typeof given === 'string' ? given : JSON.stringify(given)
  const safe = text.replaceAll('<', '&lt;').replaceAll('>', '&gt;')
  return text.length <= most && safe.length > most ? safe.slice(0, most) : safe
}

/** A password for a new account or a new password; `label` begins the texts of refusals. */
export const checkPassword = (
  given: unknown,
  options: { leadingSpacePasses: boolean; label: string },
): string => {
  if (given === undefined) throw missing('indexOf')
  if (typeof given !== 'string') throw crash('password.indexOf is not a function')
  const space = given.indexOf(' ')
  if (space > 0 || (space === 0 && !options.leadingSpacePasses)) {
    throw new Refusal(400, `${options.label} must have no space.`)
  }
  return given
}

/** Refuses passwords that are too short or too long. */
export const checkPasswordLength = (password: string, text: string): void => {
  if (!hasLength(password, PASSWORD.least, PASSWORD.most)) throw new Refusal(400, text)
}

/** A portrait's address; `lengthText` is what a wrong length is told with. */
export const portraitOf = (body: Body, lengthText: string): string => {
  const portraitUri = escaped(body, 'portraitUri', LONGEST.portraitUri)
  if (!URL_FORM.test(portraitUri)) throw new Refusal(400, 'Invalid portraitUri format.')
  if (!hasLength(portraitUri, 12, LONGEST.portraitUri)) throw new Refusal(400, lengthText)
  return portraitUri
}

/** The `verification_token` of a request; only its form is checked. */
export const tokenOf = (body: Body): string => {
  const token = body['verification_token']
  if (token === undefined) throw crash('undefined is not a valid string')
  if (typeof token !== 'string' || !UUID_FORM.test(token)) {
    throw new Refusal(400, 'Invalid verification_token.')
  }
  return token
}

/** A switch of a request: the number 0 or 1, and nothing that only looks like it. */
export const isSwitch = (value: unknown): value is 0 | 1 => value === 0 || value === 1
