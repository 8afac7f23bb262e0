import { context, propagation, SpanStatusCode, trace } from '@opentelemetry/api'
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks'
import { W3CTraceContextPropagator } from '@opentelemetry/core'
import {
  InMemorySpanExporter,
  type ReadableSpan,
  SimpleSpanProcessor,
  TracerProvider,
} from '@opentelemetry/sdk-trace'
import { afterAll } from 'vitest'
import { createSpans } from '../../src/telemetry/spans/index.ts'
import type { Spans } from '../../src/telemetry/spans/span.ts'

/** A finished span. */
export interface Recorded {
  readonly name: string
  readonly kind: number
  readonly traceId: string
  readonly spanId: string
  readonly parentId: string | undefined
  readonly attributes: Readonly<Record<string, unknown>>
  /** Its `error.type` where its status is an error. */
  readonly error: unknown
  /** Ids of the spans that it links to. */
  readonly links: readonly string[]
  readonly startedMs: number
  readonly endedMs: number
}

export interface SpanRecorder {
  readonly spans: Spans
  /** The finished spans in the order of their start. */
  recorded(): readonly Recorded[]
  /** The finished spans of a name. */
  named(name: string): readonly Recorded[]
  /** Names in the order of the tree, indented by two per level. */
  tree(): readonly string[]
  /** Everything that an exporter gets, as text. */
  text(): string
  forget(): void
}

const toMs = ([seconds, nanoseconds]: ReadableSpan['startTime']): number => seconds * 1e3 + nanoseconds / 1e6

const toRecorded = (span: ReadableSpan): Recorded => ({
  name: span.name,
  kind: span.kind,
  ...span.spanContext(),
  parentId: span.parentSpanContext?.spanId,
  attributes: span.attributes,
  error: span.status.code === SpanStatusCode.ERROR ? span.attributes['error.type'] : undefined,
  links: span.links.map(({ context }) => context.spanId),
  startedMs: toMs(span.startTime),
  endedMs: toMs(span.endTime),
})

/** Registers OpenTelemetry's SDK for the rest of the test file. It records spans in memory. */
export const recordSpans = (): SpanRecorder => {
  const exporter = new InMemorySpanExporter()
  trace.setGlobalTracerProvider(
    new TracerProvider({ spanProcessors: [new SimpleSpanProcessor({ exporter })] }),
  )
  context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable())
  propagation.setGlobalPropagator(new W3CTraceContextPropagator())
  afterAll(() => [context, propagation, trace].forEach((api) => api.disable()))
  const spans = createSpans()
  if (!spans) throw new Error('the SDK was not found')

  const recorded = () =>
    exporter
      .getFinishedSpans()
      .map(toRecorded)
      .toSorted((one, other) => one.startedMs - other.startedMs)

  const below = (all: readonly Recorded[], parentId: string | undefined): string[] =>
    all
      .filter((span) => span.parentId === parentId)
      .flatMap(({ name, spanId }) => [name, ...below(all, spanId).map((line) => `  ${line}`)])

  return {
    spans,
    recorded,
    named: (wanted) => recorded().filter(({ name }) => name === wanted),
    tree: () => below(recorded(), undefined),
    text: () =>
      JSON.stringify(
        exporter.getFinishedSpans().map(({ name, attributes, events, links, status }) => ({
          name,
          attributes,
          events,
          links,
          status,
        })),
      ),
    forget: () => exporter.reset(),
  }
}
