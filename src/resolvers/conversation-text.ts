import { badUserInput } from '../errors.ts'

const MAX_NAME = 512
const MAX_ANNOUNCEMENT = 1024

/** A conversation's name, 1 to 512 characters; null where none is given. */
export const nameOf = (name: string | null | undefined): string | null => {
  if (name === null || name === undefined) return null
  if (name.trim() === '' || Array.from(name).length > MAX_NAME) {
    throw badUserInput(`name: must have 1 to ${MAX_NAME} characters, not only spaces.`, ['name'])
  }
  return name
}

/** An announcement, up to 1,024 characters; "" takes it away. Null where none is given. */
export const announcementOf = (announcement: string | null | undefined): string | null => {
  if (announcement === null || announcement === undefined) return null
  if (Array.from(announcement).length > MAX_ANNOUNCEMENT) {
    throw badUserInput(`announcement: must have at most ${MAX_ANNOUNCEMENT} characters.`, ['announcement'])
  }
  return announcement
}
