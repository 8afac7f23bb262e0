import { isJsonObject, jsonAnswer } from '../answer.ts'
import type { Answer } from '../answer.ts'
import { notLoggedIn } from './replies.ts'
import type { Refusal } from './replies.ts'
import { envelopeAnswer } from './render.ts'
import type { Renderer } from './render.ts'

/** The later server's own codes; see docs/networks/sealtalk.md#later-server. */
const CODE = { notLoggedIn: 1000, parameter: 1001, idForm: 1002, unknown: 5000 } as const

const isEmpty = (value: unknown): boolean =>
  value === undefined ||
  value === null ||
  (Array.isArray(value) && value.length === 0) ||
  (isJsonObject(value) && Object.keys(value).length === 0)

const failure = (status: number, code: number, message: string): Answer =>
  jsonAnswer(status, { code, message }, code)

const springFailure = (status: number, error: string, path: string): Answer =>
  jsonAnswer(status, { timestamp: '2025-11-03T08:00:00.000+00:00', status, error, path }, status)

const refusalAnswer = (refusal: Refusal, method: string): Answer => {
  const { status, message, isBadId } = refusal
  if (message === notLoggedIn().message) return failure(400, CODE.notLoggedIn, message)
  if (isBadId) return failure(200, CODE.idForm, 'ID format error.')
  if (status === 404 && method === 'GET') return jsonAnswer(200, { code: 200 })
  if (status === 400) return failure(400, CODE.parameter, message)
  return failure(200, status === 500 ? CODE.unknown : CODE.parameter, message)
}

/** The Java server's manner: `result` is left out when it is empty, and failures are JSON. */
export const laterRenderer: Renderer = {
  reply(reply) {
    if (reply.kind === 'bare') return jsonAnswer(200, { code: 200, result: reply.value })
    const { code, message, result } = reply
    return envelopeAnswer(reply, {
      code,
      ...(isEmpty(result) ? {} : { result }),
      ...(message === null ? {} : { message }),
    })
  },
  refusal: refusalAnswer,
  unmatched: (_method, path) => springFailure(404, 'Not Found', path),
}
