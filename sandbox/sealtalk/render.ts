import { jsonAnswer, textAnswer, withHeaders } from '../answer.ts'
import type { Answer } from '../answer.ts'
import { Refusal } from './replies.ts'
import type { Reply } from './replies.ts'

/** How a dialect puts replies and refusals into HTTP. */
export type Renderer = {
  reply(reply: Reply): Answer
  refusal(refusal: Refusal, method: string): Answer
  /** No route fits. */
  unmatched(method: string, path: string): Answer
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
export const envelopeAnswer = (reply: Reply, envelope: unknown): Answer => {
  const answer = jsonAnswer(200, envelope, codeOf(reply))
  const cookie = reply.kind === 'envelope' ? reply.setCookie : undefined
  return cookie === undefined ? answer : withHeaders(answer, { 'set-cookie': cookie })
}

/** The Node server's manner, and the page's; see docs/networks/sealtalk.md#transport. */
export const createRenderer = (isDevelopment: boolean): Renderer => ({
  reply(reply) {
    if (reply.kind === 'bare') return jsonAnswer(200, reply.value)
    const { code, message } = reply
    return envelopeAnswer(reply, {
      code,
      ...('result' in reply ? { result: reply.result } : {}),
      ...(isDevelopment && message !== null ? { message } : {}),
    })
  },
  refusal: (refusal) => textAnswer(refusal.status, refusal.message),
  unmatched: (method, path) => textAnswer(404, page(`Cannot ${method} ${escapeHtml(path)}`)),
})
