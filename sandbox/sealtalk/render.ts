import { jsonResponse, textResponse, withHeaders } from '../response.ts'
import type { UpstreamResponse } from '../response.ts'
import { Refusal } from './replies.ts'
import type { Reply } from './replies.ts'

/** How a dialect renders replies and refusals in HTTP. */
export type Renderer = {
  reply(reply: Reply): UpstreamResponse
  refusal(refusal: Refusal, method: string): UpstreamResponse
  /** No route fits. */
  unmatched(method: string, path: string): UpstreamResponse
}

const HTML_ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
}

const escapeHtml = (text: string): string => text.replace(/[&<>"]/g, (sign) => HTML_ENTITIES[sign] ?? sign)

const page = (text: string): string =>
  `<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n<title>Error</title>\n</head>\n<body>\n<pre>${text}</pre>\n</body>\n</html>\n`

const codeOf = (reply: Reply): number | null =>
  reply.kind === 'envelope' && reply.code !== 200 ? reply.code : null

/** The envelope of a reply, with the session's cookie where there is one. */
export const envelopeResponse = (reply: Reply, envelope: unknown): UpstreamResponse => {
  const response = jsonResponse(200, envelope, codeOf(reply))
  const cookie = reply.kind === 'envelope' ? reply.setCookie : undefined
  return cookie === undefined ? response : withHeaders(response, { 'set-cookie': cookie })
}

/** Spring's answer to a path or a method that it does not know. */
export const springFailure = (status: 404 | 405, path: string): UpstreamResponse => {
  const error = status === 404 ? 'Not Found' : 'Method Not Allowed'
  return jsonResponse(status, { timestamp: '2025-11-03T08:00:00.000+00:00', status, error, path }, status)
}

/** As Spring tells it: a call of another method is one to a path that it has, such as `GET /user/:id`. */
export const springUnmatched = (method: string, path: string): UpstreamResponse =>
  springFailure(method === 'POST' && /^\/(user|group)\/[^/]+$/.test(path) ? 405 : 404, path)

/** The format of the Node server and of the documentation; see docs/networks/sealtalk.md#transport. */
export const createRenderer = (isDevelopment: boolean, isSpring: boolean): Renderer => ({
  reply(reply) {
    if (reply.kind === 'bare') return jsonResponse(200, reply.value)
    const { code, message } = reply
    return envelopeResponse(reply, {
      code,
      ...('result' in reply ? { result: reply.result } : {}),
      ...(isDevelopment && message !== null ? { message } : {}),
    })
  },
  refusal: (refusal) => textResponse(refusal.status, refusal.message),
  unmatched: (method, path) =>
    isSpring
      ? springUnmatched(method, path)
      : textResponse(404, page(`Cannot ${method} ${escapeHtml(path)}`)),
})
