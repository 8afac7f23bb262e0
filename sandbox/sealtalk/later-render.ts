import { isJsonObject, jsonResponse } from '../response.ts'
import type { UpstreamResponse } from '../response.ts'
import { notLoggedIn } from './replies.ts'
import type { Refusal } from './replies.ts'
import { envelopeResponse, springFailure } from './render.ts'
import type { Renderer } from './render.ts'

/** The later server's own codes; see docs/networks/sealtalk.md#later-server. */
const CODE = { notLoggedIn: 1000, parameter: 1001, idForm: 1002, unknown: 5000 } as const

const isEmpty = (value: unknown): boolean =>
  value === undefined ||
  value === null ||
  (Array.isArray(value) && value.length === 0) ||
  (isJsonObject(value) && Object.keys(value).length === 0)

const failure = (status: number, code: number, message: string): UpstreamResponse =>
  jsonResponse(status, { code, message }, code)

const refusalResponse = (refusal: Refusal, method: string): UpstreamResponse => {
  const { status, message, isBadId, laterCode } = refusal
  if (message === notLoggedIn().message) return failure(400, CODE.notLoggedIn, message)
  if (laterCode !== undefined) return failure(200, laterCode, message)
  if (isBadId) return failure(200, CODE.idForm, 'ID format error.')
  if ((status === 404 || status === 402) && method === 'GET') return jsonResponse(200, { code: 200 })
  if (status === 400) return failure(400, CODE.parameter, message)
  return failure(200, status === 500 ? CODE.unknown : CODE.parameter, message)
}

/** The Java server's format: `result` is left out when it is empty, and failures are JSON. */
export const laterRenderer: Renderer = {
  reply(reply) {
    if (reply.kind === 'bare') return jsonResponse(200, { code: 200, result: reply.value })
    const { code, message, result } = reply
    return envelopeResponse(reply, {
      code,
      ...(isEmpty(result) ? {} : { result }),
      ...(message === null ? {} : { message }),
    })
  },
  refusal: refusalResponse,
  unmatched: (_method, path) => springFailure(404, path),
}
