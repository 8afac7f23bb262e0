import type { ServerResponse } from 'node:http'
import { toBody } from '../response/response-body.ts'

/** The response to a request. Routes create it, and the server alone writes it. */
export interface Reply {
  readonly status: number
  /** Names and values in turn. The server adds the content length and the headers of all responses. */
  readonly headers: readonly string[]
  /** Undefined where there can be none, as with 204. */
  readonly body: string | Buffer | undefined
}

/** Creates a reply with headers by name. */
export const toReply = (
  status: number,
  headers: Readonly<Record<string, string>>,
  body: Reply['body'],
): Reply => ({ status, headers: Object.entries(headers).flat(), body })

/** Writes a reply in one piece. */
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
