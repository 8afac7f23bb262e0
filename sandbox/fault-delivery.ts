import { randomUUID } from 'node:crypto'
import { gzipSync } from 'node:zlib'
import { isJsonObject, jsonResponse, parseJson, textResponse, withHeaders } from './response.ts'
import type { UpstreamResponse } from './response.ts'
import type { Delivery } from './delivery.ts'
import type { Fault, FaultKind } from './faults.ts'
import type { ErrorConventions } from './upstream.ts'
import { otherValues } from './other-values.ts'
import { wrongTypes } from './wrong-types.ts'

const BIG = 60_000_000

/** Kinds that damage the real response, so the call must be executed. */
const DAMAGING: ReadonlySet<FaultKind> = new Set([
  'latency',
  'truncated',
  'wrong-types',
  'values',
  'null-data',
  'hang-in-body',
  'hang-up-after',
  'wrong-request-id',
])

/** Whether a call with this fault takes effect. */
export const takesEffect = (fault: Fault): boolean => DAMAGING.has(fault.kind) || fault.applied === true

const page = (status: number): string =>
  `<html>\r\n<head><title>${status}</title></head>\r\n<body><center><h1>${status}</h1></center><hr><center>proxy</center></body>\r\n</html>\r\n`

const retryAfter = (response: UpstreamResponse, fault: Fault): UpstreamResponse =>
  fault.retryAfterSeconds === undefined
    ? response
    : withHeaders(response, { 'retry-after': String(fault.retryAfterSeconds) })

/** Gzip members can be concatenated, so creating a bomb needs no large buffer. */
const bomb = (bytes: number): Buffer => {
  const member = 1_000_000
  const full = gzipSync(Buffer.alloc(member, 'a'), { level: 9 })
  const filler = Math.max(0, bytes - 11)
  return Buffer.concat([
    gzipSync('{"data":"'),
    ...Array.from({ length: Math.floor(filler / member) }, () => full),
    gzipSync(`${'a'.repeat(filler % member)}"}`),
  ])
}

/** The real response with its payload replaced; a failure or an empty envelope stays unchanged. */
const damagePayload = (
  conventions: ErrorConventions,
  response: UpstreamResponse,
  change: (payload: unknown) => unknown,
): UpstreamResponse => {
  const envelope = parseJson(response.body.toString())
  if (!isJsonObject(envelope) || !(conventions.payloadKey in envelope)) return response
  return {
    ...response,
    body: JSON.stringify({ ...envelope, [conventions.payloadKey]: change(envelope[conventions.payloadKey]) }),
  }
}

const halfOf = (response: UpstreamResponse): UpstreamResponse => {
  const body = Buffer.from(response.body)
  return { ...response, body: body.subarray(0, Math.floor(body.length / 2)) }
}

const replaced = (
  conventions: ErrorConventions,
  fault: Fault,
  finish: (response: UpstreamResponse) => UpstreamResponse,
): Delivery => {
  const whole = (response: UpstreamResponse): Delivery => ({ how: 'whole', response })
  switch (fault.kind) {
    case '429':
      return whole(finish(retryAfter(conventions.limited(), fault)))
    case '500':
      return whole(finish(retryAfter(conventions.broken(), fault)))
    case 'error':
      return whole(finish(conventions.refused(fault.code ?? 0, fault.description)))
    case 'html':
      return whole(retryAfter(textResponse(fault.status ?? 500, page(fault.status ?? 500)), fault))
    case 'garbage':
      return whole(finish({ ...jsonResponse(fault.status ?? 200, null), body: '\u0000{"data": garbage' }))
    case 'gzip-bomb': {
      const packed = { ...jsonResponse(200, null), body: bomb(fault.bytes ?? BIG) }
      return whole(withHeaders(packed, { 'content-encoding': 'gzip' }))
    }
    case 'redirect':
      return whole(withHeaders(textResponse(302, ''), { location: fault.location ?? '/redirected' }))
    case 'big-body':
      return { how: 'flood', bytes: fault.bytes ?? BIG }
    case 'hang-before-headers':
      return { how: 'silence' }
    default:
      return { how: 'hang-up' }
  }
}

const inFull = (
  response: UpstreamResponse,
  finish: (response: UpstreamResponse) => UpstreamResponse,
): Delivery => (response.hangs ? { how: 'silence' } : { how: 'whole', response: finish(response) })

/**
 * What is sent for a call: its real response, or the one of the fault.
 *
 * @param truth - runs the handler; called only if the call takes effect
 * @param finish - completes responses of the network itself, such as by adding headers
 */
export const deliveryFor = (
  conventions: ErrorConventions,
  fault: Fault | null,
  truth: () => UpstreamResponse,
  finish: (response: UpstreamResponse) => UpstreamResponse,
): Delivery => {
  if (fault === null) return inFull(truth(), finish)
  const response = takesEffect(fault) ? truth() : null
  if (response?.hangs) return { how: 'silence' }
  if (response === null || !DAMAGING.has(fault.kind)) return replaced(conventions, fault, finish)
  switch (fault.kind) {
    case 'truncated':
      return fault.declaredLength === 'full'
        ? { how: 'cut', response: finish(response) }
        : { how: 'whole', response: halfOf(finish(response)) }
    case 'wrong-types': {
      const damaged = damagePayload(conventions, response, (payload) => wrongTypes(payload, fault.shape))
      return { how: 'whole', response: finish(damaged) }
    }
    case 'values': {
      const damaged = damagePayload(conventions, response, (payload) =>
        otherValues(payload, fault.values ?? {}),
      )
      return { how: 'whole', response: finish(damaged) }
    }
    case 'null-data':
      return { how: 'whole', response: finish(damagePayload(conventions, response, () => null)) }
    case 'hang-in-body':
      return { how: 'stall', response: finish(response) }
    case 'hang-up-after':
      return { how: 'hang-up' }
    case 'wrong-request-id':
      return { how: 'whole', response: withHeaders(finish(response), { 'x-request-id': randomUUID() }) }
    default:
      return { how: 'whole', response: finish(response) }
  }
}
