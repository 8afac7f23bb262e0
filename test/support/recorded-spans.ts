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

/** A span as tests look at it. */
export interface Recorded {
  readonly name: string
  readonly kind: number
  readonly traceId: string
  readonly spanId: string
  readonly parentId: string | undefined
  readonly attributes: Readonly<Record<string, unknown>>
  /** The error that it is marked with. */
  readonly error: unknown
  /** Spans that it links to. */
  readonly links: readonly string[]
  readonly startedMs: number
  readonly endedMs: number
}

export interface SpanRecorder {
  readonly spans: Spans
  /** What has ended so far, in the order in which it began. */
  recorded(): readonly Recorded[]
  /** Those with a name. */
  named(name: string): readonly Recorded[]
  /** Names, each below its parent and indented by two. */
  tree(): readonly string[]
  /** Everything that an exporter would be given, as text. */
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

/** Starts OpenTelemetry's SDK as an operator would, for the rest of this file; what it records stays in memory. */
export const recordSpans = (): SpanRecorder => {
  const exporter = new InMemorySpanExporter()
  trace.setGlobalTracerProvider(
    new TracerProvider({ spanProcessors: [new SimpleSpanProcessor({ exporter })] }),
  )
  context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable())
  propagation.setGlobalPropagator(new W3CTraceContextPropagator())
  afterAll(() => [context, propagation, trace].forEach((api) => api.disable()))
  const spans = createSpans()
  if (!spans) throw new Error('the SDK has not been noticed')

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
