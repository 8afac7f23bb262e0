import { badUserInput } from '../errors.ts'
import type { NetworkName } from '../global-id.ts'

/** Bytes of UTF-8 of one text, as in Mixin's own apps. */
const MAX_TEXT_BYTES = 64 * 1024

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/

/** The text, unchanged. Throws BAD_USER_INPUT for one that is blank, too long, or not Unicode. */
export const requireText = (text: string, network: NetworkName): string => {
  const reject = (message: string) => badUserInput(`text: ${message}`, ['text'], network)
  if (text.trim() === '') throw reject('must have at least one character that is not a space.')
  if (!text.isWellFormed()) throw reject('has a character that is incomplete. Cut texts between characters.')
  if (new TextEncoder().encode(text).length > MAX_TEXT_BYTES) {
    throw reject(`must have at most ${MAX_TEXT_BYTES} bytes in UTF-8. Send the rest as another message.`)
  }
  return text
}

/** The caller's own id in lower case, or a new one. */
export const messageIdOf = (given: string | null, network: NetworkName): string => {
  if (given === null) return globalThis.crypto.randomUUID()
  const id = given.toLowerCase()
  if (UUID.test(id)) return id
  const message = 'messageId: must be a UUID, such as e8e8cd79-cd40-4796-8c54-3a13cfe50115.'
  throw badUserInput(message, ['messageId'], network)
}
