import { badUserInput } from '../errors.ts'

const MAX_NAME = 512
const MAX_ANNOUNCEMENT = 1024
const MAX_BIOGRAPHY = 1024

/** Throws BAD_USER_INPUT for a text with half a character, which no network stores as it is. */
const requireWhole = (text: string, argument: string): string => {
  if (text.isWellFormed()) return text
  const message = `${argument}: has a character that is incomplete. Cut texts between characters.`
  throw badUserInput(message, [argument])
}

/** A conversation's name, 1 to 512 characters; null where none is given. */
export const nameOf = (name: string | null | undefined): string | null => {
  if (name === null || name === undefined) return null
  if (name.trim() === '' || Array.from(name).length > MAX_NAME) {
    throw badUserInput(`name: must have 1 to ${MAX_NAME} characters, not only spaces.`, ['name'])
  }
  return requireWhole(name, 'name')
}

/** A name that must be given. */
export const requiredNameOf = (name: string): string => nameOf(name) ?? ''

const textOf = (given: string | null | undefined, maxLength: number, argument: string): string | null => {
  if (given === null || given === undefined) return null
  if (Array.from(given).length > maxLength)
    throw badUserInput(`${argument}: must have at most ${maxLength} characters.`, [argument])
  return requireWhole(given, argument)
}

/** An announcement, up to 1,024 characters; "" takes it away. Null where none is given. */
export const announcementOf = (announcement: string | null | undefined): string | null =>
  textOf(announcement, MAX_ANNOUNCEMENT, 'announcement')

/** A text about an account, likewise. */
export const biographyOf = (biography: string | null | undefined): string | null =>
  textOf(biography, MAX_BIOGRAPHY, 'biography')
