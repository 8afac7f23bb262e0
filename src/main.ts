// First: on an old Node the rest may not even load.
import './doctor/supported-node.ts'
import { loadEnvironment, readSettings, SettingsError, withSandbox } from './config/index.ts'
import type { Settings } from './config/settings.ts'
import { toError } from './errors.ts'
import { createGateway } from './gateway.ts'
import { createLog } from './telemetry/log.ts'
import { createSchema } from './schema.ts'
import { createServer } from './server/server.ts'
import { createSpans } from './telemetry/spans/index.ts'
import { withToldWaits } from './execution/resolver-spans.ts'
import { type Demo, describeStart } from './server/startup-banner.ts'

/** A part of the process that must be stopped with it. */
interface Part {
  close(): Promise<void>
}

const readSettingsOrExit = (): Settings => {
  try {
    return readSettings(loadEnvironment())
  } catch (error) {
    if (!(error instanceof SettingsError)) throw error
    process.stderr.write(`${error.message}\n`)
    return process.exit(1)
  }
}

const start = async (): Promise<void> => {
  const given = readSettingsOrExit()
  const log = createLog({ level: given.logLevel })
  for (const warning of given.warnings) log.warn(warning)

  const parts: Part[] = []
  let settings = given
  let demo: Demo | undefined
  if (given.sandbox.on) {
    // Loaded only when it is used: a gateway of real upstreams has no use for it.
    const { startSandbox } = await import('../sandbox/index.ts')
    const { port, fills } = given.sandbox
    const sandbox = await startSandbox({ port, ...(fills.sealtalk && { sealtalk: fills.sealtalk }) })
    parts.push(sandbox)
    demo = sandbox
    settings = withSandbox(given, sandbox.connection)
  }

  const spans = createSpans()
  const gateway = createGateway({ settings, log, ...(spans && { schema: withToldWaits(createSchema()) }) })
  const server = createServer({ gateway, settings, log, spans })
  await gateway.ready
  const url = await server.listen()
  const { facts, text } = describeStart({ url, settings, configured: gateway.providers.configured, demo })
  log.info('Parley is ready', facts)
  // Elsewhere a person may be at the terminal; in production whoever collects logs expects JSON.
  if (!settings.production) process.stderr.write(text)

  let stopping = false
  const stop = async (signal: string): Promise<void> => {
    if (stopping) return process.exit(1)
    stopping = true
    log.info('stopping: finishing what runs', { signal })
    await server.drain()
    await gateway.close()
    await Promise.all(parts.map((part) => part.close()))
    process.exit(0)
  }
  process.on('SIGTERM', (signal) => void stop(signal))
  process.on('SIGINT', (signal) => void stop(signal))
  process.on('unhandledRejection', (reason) => {
    log.fatal('a promise was rejected and nobody noticed', { err: toError(reason) })
    process.exit(1)
  })
}

try {
  await start()
} catch (error) {
  process.stderr.write(`Parley cannot start: ${toError(error).message}\n`)
  process.exit(1)
}
