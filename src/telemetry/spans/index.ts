import {
  type Attributes,
  type Context,
  context,
  propagation,
  ProxyTracer,
  type Span as ApiSpan,
  SpanKind,
  type SpanOptions,
  SpanStatusCode,
  trace,
  TraceFlags,
} from '@opentelemetry/api'
import type { UpstreamCall } from '../upstream-call.ts'
import { packageVersion } from '../../version.ts'
import type { Span, SpanIds, Spans } from './span.ts'
import { createWaits, MAX_NAME_LENGTH, type Wait } from './waits.ts'

/** Error codes that clients do not cause. */
const FAULTS: ReadonlySet<string> = new Set([
  'UPSTREAM_UNAVAILABLE',
  'UPSTREAM_ERROR',
  'OUTCOME_UNKNOWN',
  'INTERNAL_SERVER_ERROR',
])

/** Converts a `performance.now()` to milliseconds since 1970, by one clock for all spans of a request. */
type ToEpoch = (at: number) => number

const markFailed = (span: ApiSpan, type: string): void => {
  span.setAttribute('error.type', type).setStatus({ code: SpanStatusCode.ERROR })
}

const isFailure = (outcome: string): boolean => outcome !== 'ok' && outcome !== 'cancelled'

const callAttributes = (call: UpstreamCall): Attributes => ({
  ...(call.method === 'WS'
    ? { 'network.protocol.name': 'websocket' }
    : { 'http.request.method': call.method }),
  'url.template': call.template,
  ...(call.status !== null && { 'http.response.status_code': call.status }),
  ...(call.attempt > 0 && { 'http.request.resend_count': call.attempt }),
  'parley.network': call.network,
  'parley.operation': call.operation,
  'parley.ids': call.ids,
  'parley.outcome': call.outcome,
})

/**
 * Undefined where no SDK is registered. This is checked once, at startup, so that requests pay nothing for
 * it. All other spans are created from a request's span.
 */
export const createSpans = (): Spans | undefined => {
  const tracer = trace.getTracer('parley', packageVersion)
  // The API's placeholder until an SDK is registered.
  if (tracer instanceof ProxyTracer) return undefined

  const begin = (name: string, options: SpanOptions, parent: Context) => {
    const span = tracer.startSpan(name, options, parent)
    const { traceId, spanId } = span.spanContext()
    return { span, inner: trace.setSpan(parent, span), ids: { traceId, spanId } }
  }

  /** Creates children of a span. */
  const childrenOf = (parent: Context, ids: SpanIds, toEpoch: ToEpoch): Span => ({
    ids,
    call(call, startedAt) {
      const startTime = toEpoch(startedAt)
      const options = { kind: SpanKind.CLIENT, startTime, attributes: callAttributes(call) }
      const { span, ids } = begin(`${call.method} ${call.template}`, options, parent)
      if (isFailure(call.outcome)) markFailed(span, call.outcome)
      span.end(startTime + call.durationMs)
      return ids
    },
    fetch(network, kind, shared) {
      const startedAt = performance.now()
      const options = {
        startTime: toEpoch(startedAt),
        attributes: {
          'parley.network': network,
          'parley.kind': kind,
          'parley.coalesced': shared !== undefined,
        },
        links: shared ? [{ context: { ...shared.ids, traceFlags: TraceFlags.SAMPLED } }] : [],
      }
      const { span, inner, ids } = begin(`fetch ${kind}`, options, parent)
      return {
        ...childrenOf(inner, ids, toEpoch),
        left: () => void span.setAttribute('parley.waited_ms', Math.round(performance.now() - startedAt)),
        end(outcome, keys) {
          if (keys !== undefined) span.setAttribute('parley.keys', keys)
          span.setAttribute('parley.outcome', outcome)
          if (isFailure(outcome)) markFailed(span, outcome)
          span.end(toEpoch(performance.now()))
        },
      }
    },
  })

  const recordWait = ({ field, path, items, outcome, ...times }: Wait, parent: Context, toEpoch: ToEpoch) => {
    const attributes = { 'graphql.field.path': path, 'parley.items': items, 'parley.outcome': outcome }
    const options = { startTime: toEpoch(times.startedAt), attributes }
    const { span } = begin(`resolve ${field}`, options, parent)
    if (isFailure(outcome)) markFailed(span, outcome)
    span.end(toEpoch(times.endedAt))
  }

  return {
    request(headers, requestId) {
      const active = context.active()
      // An SDK that instruments HTTP has extracted the header already.
      const parent = trace.getSpan(active) ? active : propagation.extract(active, headers)
      const startTime = Date.now()
      const sincePerformance = startTime - performance.now()
      const toEpoch: ToEpoch = (at) => sincePerformance + at
      const options = {
        kind: SpanKind.SERVER,
        startTime,
        attributes: { 'parley.request_id': requestId },
      }
      const { span, inner, ids } = begin('GraphQL Operation', options, parent)
      if (!span.isRecording()) return undefined
      const codes = new Set<string>()
      const waits = createWaits()
      return {
        ...childrenOf(inner, ids, toEpoch),
        waits: waits.begin,
        executed({ path, kind, name }) {
          span.setAttribute('parley.path', path)
          if (kind === 'none') return
          span.updateName(kind).setAttribute('graphql.operation.type', kind)
          if (name !== undefined) span.setAttribute('graphql.operation.name', name.slice(0, MAX_NAME_LENGTH))
        },
        failed: (code) => void codes.add(code),
        end(status) {
          for (const wait of waits.all()) recordWait(wait, inner, toEpoch)
          if (status !== undefined) span.setAttribute('http.response.status_code', status)
          if (codes.size > 0) span.setAttribute('parley.error_codes', [...codes])
          const fault = [...codes].find((code) => FAULTS.has(code))
          if (fault !== undefined) markFailed(span, fault)
          else if (status !== undefined && status >= 500) markFailed(span, String(status))
          span.end(toEpoch(performance.now()))
        },
      }
    },
  }
}
