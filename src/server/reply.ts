import type { ServerResponse } from 'node:http'
import { toBody } from '../response/response-body.ts'

/** What goes out for a request. Routes make it, the server writes it: nothing else touches a response. */
export interface Reply {
  readonly status: number
  /** Names and values in turn; length and what every answer carries are added by the server. */
  readonly headers: readonly string[]
  /** Undefined for an answer that has none by its nature, such as 204. */
  readonly body: string | Buffer | undefined
}

/** The same for headers by name. */
export const toReply = (
  status: number,
  headers: Readonly<Record<string, string>>,
  body: Reply['body'],
): Reply => ({ status, headers: Object.entries(headers).flat(), body })

/** Writes a reply, at once and whole. */
export const writeReply = (
  response: ServerResponse,
  common: readonly string[],
  { status, headers, body }: Reply,
): void => {
  const all = [...common, ...headers]
  if (body === undefined) {
    response.writeHead(status, all).end()
    return
  }
  const sent = typeof body === 'string' ? toBody(body) : body
  all.push('content-length', String(Buffer.byteLength(sent)))
  response.writeHead(status, all).end(sent)
}
