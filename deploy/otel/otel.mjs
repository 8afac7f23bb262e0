// Records Parley's spans. Load it before Parley: node --import ./otel.mjs dist/src/main.js
// "Traces" in docs/operating.md lists the packages to install. OpenTelemetry's own variables configure it:
//   OTEL_TRACES_EXPORTER          otlp (default) or console
//   OTEL_EXPORTER_OTLP_ENDPOINT   default http://localhost:4318
//   OTEL_SERVICE_NAME             default parley
//   OTEL_TRACES_SAMPLER           default parentbased_always_on; with OTEL_TRACES_SAMPLER_ARG
//   OTEL_BSP_SCHEDULE_DELAY       milliseconds between exports, default 5000
import process from 'node:process'
import { context, propagation, trace } from '@opentelemetry/api'
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks'
import { W3CTraceContextPropagator } from '@opentelemetry/core'
import { resourceFromAttributes } from '@opentelemetry/resources'
import {
  AlwaysOffSampler,
  AlwaysOnSampler,
  BatchSpanProcessor,
  ConsoleSpanExporter,
  ParentBasedSampler,
  TraceIdRatioBasedSampler,
  TracerProvider,
} from '@opentelemetry/sdk-trace'

/** Milliseconds between exports after a stop signal: Parley does not wait for the exporter before it exits. */
const STOPPING_DELAY_MS = 250

const { env } = process

const createExporter = async () => {
  if (env.OTEL_TRACES_EXPORTER === 'console') return new ConsoleSpanExporter()
  const { OTLPTraceExporter } = await import('@opentelemetry/exporter-trace-otlp-http')
  return new OTLPTraceExporter()
}

const createSampler = (name) => {
  const [, root] = /^parentbased_(.+)$/.exec(name) ?? []
  if (root) return new ParentBasedSampler({ root: createSampler(root) })
  if (name === 'always_on') return new AlwaysOnSampler()
  if (name === 'always_off') return new AlwaysOffSampler()
  if (name === 'traceidratio') return new TraceIdRatioBasedSampler(Number(env.OTEL_TRACES_SAMPLER_ARG || 1))
  throw new Error(`OTEL_TRACES_SAMPLER is not one that OpenTelemetry specifies: ${env.OTEL_TRACES_SAMPLER}`)
}

const provider = new TracerProvider({
  resource: resourceFromAttributes({ 'service.name': env.OTEL_SERVICE_NAME || 'parley' }),
  sampler: createSampler(env.OTEL_TRACES_SAMPLER || 'parentbased_always_on'),
  spanProcessors: [
    new BatchSpanProcessor({
      exporter: await createExporter(),
      scheduledDelayMillis: Number(env.OTEL_BSP_SCHEDULE_DELAY || 5000),
    }),
  ],
})
trace.setGlobalTracerProvider(provider)
context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable())
// Without this line, Parley ignores the `traceparent` of callers and begins its own traces.
propagation.setGlobalPropagator(new W3CTraceContextPropagator())

const flushUntilExit = () => {
  const flush = () => void provider.forceFlush().catch(() => undefined)
  flush()
  setInterval(flush, STOPPING_DELAY_MS).unref()
}
process.once('SIGTERM', flushUntilExit)
process.once('SIGINT', flushUntilExit)
