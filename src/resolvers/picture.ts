import { badUserInput } from '../errors.ts'

/** Bytes of a picture. In base64 they fit into a request of 256 KiB, with room for the rest of it. */
const MAX_BYTES = 180 * 1_024
const MAX_CHARACTERS = Math.ceil(MAX_BYTES / 3) * 4

/** With padding and nothing in between. */
const BASE64 = /^[A-Za-z0-9+/]+={0,2}$/

/** How files of each kind begin; a point stands for any byte. */
const BEGINNINGS = [/^\x89PNG\r\n\x1a\n/s, /^\xff\xd8\xff/s, /^GIF8[79]a/s, /^RIFF....WEBP/s]

/** Bytes of the longest beginning. */
const BEGINNING = 12

/**
 * A picture in base64, as it was sent; null where none is given. Throws BAD_USER_INPUT for anything but PNG, JPEG, GIF and
 * WebP, and for more than 180 KiB.
 * @param argument that has it
 */
export const pictureOf = (base64: string | null | undefined, argument: string): string | null => {
  if (base64 === null || base64 === undefined) return null
  const refuse = (message: string) => badUserInput(`${argument}: ${message}`, [argument])
  // Before it is read.
  if (base64.length > MAX_CHARACTERS) throw refuse('the picture must have at most 180 KiB.')
  if (base64.length % 4 !== 0 || !BASE64.test(base64))
    throw refuse('must be a picture in base64, with padding, without line breaks and without "data:".')
  const beginning = atob(base64.slice(0, Math.ceil(BEGINNING / 3) * 4))
  if (!BEGINNINGS.some((one) => one.test(beginning)))
    throw refuse('must be a picture: PNG, JPEG, GIF or WebP.')
  return base64
}
