// Records Parley's spans; loaded before it: node --import ./otel.mjs dist/src/main.js
// See "Traces" in docs/operating.md for what to install. Everything is set by OpenTelemetry's own variables:
//   OTEL_TRACES_EXPORTER          otlp (default) or console
//   OTEL_EXPORTER_OTLP_ENDPOINT   default http://localhost:4318
//   OTEL_SERVICE_NAME             default parley
//   OTEL_TRACES_SAMPLER, OTEL_TRACES_SAMPLER_ARG, OTEL_BSP_SCHEDULE_DELAY
import process from 'node:process'
import { resourceFromAttributes } from '@opentelemetry/resources'
import { BatchSpanProcessor, ConsoleSpanExporter, NodeTracerProvider } from '@opentelemetry/sdk-trace-node'

/** Milliseconds between exports once the process has been told to stop: it does not wait for them. */
const STOPPING_DELAY_MS = 250

const createExporter = async () => {
  if (process.env.OTEL_TRACES_EXPORTER === 'console') return new ConsoleSpanExporter()
  const { OTLPTraceExporter } = await import('@opentelemetry/exporter-trace-otlp-http')
  return new OTLPTraceExporter()
}

const provider = new NodeTracerProvider({
  resource: resourceFromAttributes({ 'service.name': process.env.OTEL_SERVICE_NAME ?? 'parley' }),
  spanProcessors: [new BatchSpanProcessor(await createExporter())],
})
// To begin traces of its own whatever callers send, add { propagator: null }.
provider.register()

const hurry = () => {
  const flush = () => void provider.forceFlush().catch(() => undefined)
  flush()
  setInterval(flush, STOPPING_DELAY_MS).unref()
}
process.once('SIGTERM', hurry)
process.once('SIGINT', hurry)
