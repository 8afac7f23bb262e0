import type { IncomingMessage } from 'node:http'
import type { Refusal } from './refusal.ts'

/** Bytes of a URL: path and query. */
const MAX_URL_BYTES = 8 * 1024
/** Bytes of `Accept`: what is answered by it is worked out item by item. */
const MAX_ACCEPT_BYTES = 512

const refuseUrl: Refusal = {
  status: 414,
  code: 'BAD_USER_INPUT',
  message: `The URL is longer than ${MAX_URL_BYTES / 1024} KiB: send the query by POST.`,
}
const refuseAccept: Refusal = {
  status: 400,
  code: 'BAD_USER_INPUT',
  message: `The header Accept is longer than ${MAX_ACCEPT_BYTES} bytes: application/json is enough.`,
}

/** Why a request is not read, as far as its first lines tell. */
export const refuseHead = ({ url = '', headers: { accept } }: IncomingMessage): Refusal | undefined => {
  // Node hands both over with a character for each byte.
  if (url.length > MAX_URL_BYTES) return refuseUrl
  return accept !== undefined && accept.length > MAX_ACCEPT_BYTES ? refuseAccept : undefined
}
