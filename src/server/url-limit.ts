import type { IncomingMessage } from 'node:http'
import type { ErrorReply } from './error-reply.ts'

/** Bytes of a URL: path and query. */
const MAX_URL_BYTES = 8 * 1024

const urlTooLong: ErrorReply = {
  status: 414,
  code: 'BAD_USER_INPUT',
  message: `The URL must be at most ${MAX_URL_BYTES / 1024} KiB long. Send longer queries by POST.`,
}

/** Rejects a request whose URL is too long. */
export const checkUrl = ({ url = '' }: IncomingMessage): ErrorReply | undefined =>
  // Node.js decodes it with one character per byte.
  url.length > MAX_URL_BYTES ? urlTooLong : undefined
