import { randomUUID } from 'node:crypto'
import { gzipSync } from 'node:zlib'
import { isJsonObject, jsonAnswer, parseJson, textAnswer, withHeaders } from './answer.ts'
import type { Answer } from './answer.ts'
import type { Delivery } from './delivery.ts'
import type { Fault, FaultKind } from './faults.ts'
import type { Manner } from './upstream.ts'
import { wrongTypes } from './wrong-types.ts'

const BIG = 60_000_000

/** Kinds that damage the true answer, so the call must take effect to have one. */
const DAMAGING: ReadonlySet<FaultKind> = new Set([
  'latency',
  'truncated',
  'wrong-types',
  'null-data',
  'hang-in-body',
  'hang-up-after',
  'wrong-request-id',
])

/** Whether a call that runs into this fault takes effect. */
export const takesEffect = (fault: Fault): boolean => DAMAGING.has(fault.kind) || fault.applied === true

const page = (status: number): string =>
  `<html>\r\n<head><title>${status}</title></head>\r\n<body><center><h1>${status}</h1></center><hr><center>proxy</center></body>\r\n</html>\r\n`

const retryAfter = (answer: Answer, fault: Fault): Answer =>
  fault.retryAfterSeconds === undefined
    ? answer
    : withHeaders(answer, { 'retry-after': String(fault.retryAfterSeconds) })

/** Gzip members may follow each other, so a bomb needs no big buffer to be made of. */
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

/** The true answer with its payload replaced; failures and empty envelopes have none and stay. */
const damagePayload = (manner: Manner, answer: Answer, change: (payload: unknown) => unknown): Answer => {
  const envelope = parseJson(answer.body.toString())
  if (!isJsonObject(envelope) || !(manner.payloadKey in envelope)) return answer
  return {
    ...answer,
    body: JSON.stringify({ ...envelope, [manner.payloadKey]: change(envelope[manner.payloadKey]) }),
  }
}

const halfOf = (answer: Answer): Answer => {
  const body = Buffer.from(answer.body)
  return { ...answer, body: body.subarray(0, Math.floor(body.length / 2)) }
}

const replaced = (manner: Manner, fault: Fault, finish: (answer: Answer) => Answer): Delivery => {
  const whole = (answer: Answer): Delivery => ({ how: 'whole', answer })
  switch (fault.kind) {
    case '429':
      return whole(finish(retryAfter(manner.limited(), fault)))
    case '500':
      return whole(finish(retryAfter(manner.broken(), fault)))
    case 'error':
      return whole(finish(manner.refused(fault.code ?? 0, fault.description)))
    case 'html':
      return whole(retryAfter(textAnswer(fault.status ?? 500, page(fault.status ?? 500)), fault))
    case 'garbage':
      return whole(finish({ ...jsonAnswer(fault.status ?? 200, null), body: '\u0000{"data": garbage' }))
    case 'gzip-bomb': {
      const packed = { ...jsonAnswer(200, null), body: bomb(fault.bytes ?? BIG) }
      return whole(withHeaders(packed, { 'content-encoding': 'gzip' }))
    }
    case 'redirect':
      return whole(withHeaders(textAnswer(302, ''), { location: fault.location ?? '/redirected' }))
    case 'big-body':
      return { how: 'flood', bytes: fault.bytes ?? BIG }
    case 'hang-before-headers':
      return { how: 'silence' }
    default:
      return { how: 'hang-up' }
  }
}

/**
 * What goes out for a call: its true answer, or what the fault makes of it.
 *
 * @param truth - runs the handler and gives its answer; called only if the call takes effect
 * @param finish - the upstream's last touch on answers that the network itself gives
 */
export const deliveryFor = (
  manner: Manner,
  fault: Fault | null,
  truth: () => Answer,
  finish: (answer: Answer) => Answer,
): Delivery => {
  if (fault === null) return { how: 'whole', answer: finish(truth()) }
  const answer = takesEffect(fault) ? truth() : null
  if (answer === null || !DAMAGING.has(fault.kind)) return replaced(manner, fault, finish)
  switch (fault.kind) {
    case 'truncated':
      return fault.declaredLength === 'full'
        ? { how: 'cut', answer: finish(answer) }
        : { how: 'whole', answer: halfOf(finish(answer)) }
    case 'wrong-types': {
      const damaged = damagePayload(manner, answer, (payload) => wrongTypes(payload, fault.shape))
      return { how: 'whole', answer: finish(damaged) }
    }
    case 'null-data':
      return { how: 'whole', answer: finish(damagePayload(manner, answer, () => null)) }
    case 'hang-in-body':
      return { how: 'stall', answer: finish(answer) }
    case 'hang-up-after':
      return { how: 'hang-up' }
    case 'wrong-request-id':
      return { how: 'whole', answer: withHeaders(finish(answer), { 'x-request-id': randomUUID() }) }
    default:
      return { how: 'whole', answer: finish(answer) }
  }
}
