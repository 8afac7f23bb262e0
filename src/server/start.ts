import { isRunByNpm, loadEnvironment, readSettings, SettingsError, withSandbox } from '../config/index.ts'
import type { Settings } from '../config/settings.ts'
import { toError } from '../errors.ts'
import { createGateway } from '../gateway.ts'
import { createLog } from '../telemetry/log.ts'
import { createSchema } from '../schema.ts'
import { type SandboxDemo, withSandboxPanel } from './sandbox-panel.ts'
import { createServer } from './server.ts'
import { handleSignals } from './signals.ts'
import { createSpans } from '../telemetry/spans/index.ts'
import { withResolverSpans } from '../execution/resolver-spans.ts'
import { describeStart } from './startup-banner.ts'

/** Something to close before the process exits. */
interface Closable {
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
  const configured = readSettingsOrExit()
  const log = createLog({ level: configured.logLevel })
  for (const warning of configured.warnings) log.warn(warning)
  const onStop = handleSignals({ log, production: configured.production, isRunByNpm: isRunByNpm() })

  const closables: Closable[] = []
  let settings = configured
  let demo: SandboxDemo | undefined
  if (configured.sandbox.on) {
    // Imported only when it is used: production has no sandbox.
    const { startSandbox } = await import('../../sandbox/index.ts')
    const { port, fills } = configured.sandbox
    const sandbox = await startSandbox({ port, ...(fills.sealtalk && { sealtalk: fills.sealtalk }) })
    closables.push(sandbox)
    demo = sandbox
    settings = withSandbox(configured, sandbox.connection)
  }

  const spans = createSpans()
  const options = {
    settings,
    log,
    ...(spans && { schema: withResolverSpans(createSchema()) }),
  }
  const { gateway, panel } =
    demo && !settings.production
      ? withSandboxPanel(options, demo)
      : { gateway: createGateway(options), panel: undefined }
  const server = createServer({ gateway, settings, log, spans, sandbox: panel })
  const refusal = await gateway.ready
  if (refusal) throw refusal
  const stop = async (signal: string): Promise<void> => {
    log.info('stopping: finishing requests in progress', { signal })
    await server.drain()
    await gateway.close()
    await Promise.all(closables.map((closable) => closable.close()))
    process.exit(0)
  }
  onStop({ begin: (signal) => void stop(signal), now: () => process.exit(1) })
  const url = await server.listen()
  const { facts, text } = describeStart({ url, settings, configured: gateway.providers.configured, demo })
  log.info('Parley is ready', facts)
  // In production, stderr may be collected as JSON lines.
  if (!settings.production) process.stderr.write(text)

  process.on('unhandledRejection', (reason) => {
    log.fatal('unhandled promise rejection', { err: toError(reason) })
    process.exit(1)
  })
}

try {
  await start()
} catch (error) {
  process.stderr.write(`Parley cannot start: ${toError(error).message}\n`)
  process.exit(1)
}
