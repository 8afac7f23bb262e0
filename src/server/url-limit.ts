import type { IncomingMessage } from 'node:http'
import type { ErrorReply } from './error-reply.ts'

/** Bytes of a URL: path and query. */
const MAX_URL_BYTES = 8 * 1024

const refuseUrl: ErrorReply = {
  status: 414,
  code: 'BAD_USER_INPUT',
  message: `The URL is longer than ${MAX_URL_BYTES / 1024} KiB: send the query by POST.`,
}

/** Why a request is not read, as far as its first lines tell. */
export const refuseHead = ({ url = '' }: IncomingMessage): ErrorReply | undefined =>
  // Node hands it over with a character for each byte.
  url.length > MAX_URL_BYTES ? refuseUrl : undefined
