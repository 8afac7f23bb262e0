import cluster from 'node:cluster'
import {
  createEnvironmentReader,
  isRunByNpm,
  nodeOptions,
  readWithSource,
  SettingsError,
  type SettingsWithSource,
  withSandbox,
} from '../config/index.ts'
import { youngGenerationOption } from '../config/memory.ts'
import type { SandboxConnection, Settings } from '../config/settings.ts'
import { toError } from '../errors.ts'
import { createLog } from '../telemetry/log.ts'
import type { SandboxDemo } from './sandbox-demo.ts'
import { createReload } from './reload.ts'
import { restartWith } from './restart.ts'
import { handleSignals } from './signals.ts'
import type { Start } from './start-options.ts'

/** A line for each request would hide what a person at a terminal looks for. */
const withoutSpam = (settings: Settings): Settings =>
  settings.logRequests === undefined && process.stdout.isTTY ? { ...settings, logRequests: 0 } : settings

const readEnvironment = createEnvironmentReader()

const readOrExit = (): SettingsWithSource => {
  try {
    return readWithSource(readEnvironment())
  } catch (error) {
    if (!(error instanceof SettingsError)) throw error
    process.stderr.write(`${error.message}\n`)
    return process.exit(1)
  }
}

/** The image for production has no sandbox. */
const explainMissing = (error: unknown): never => {
  const isMissing = error instanceof Error && 'code' in error && error.code === 'ERR_MODULE_NOT_FOUND'
  throw isMissing
    ? new Error(
        'SANDBOX: this build has no sandbox; unset it, or use the build stage of the image, as compose.sandbox.yaml does',
      )
    : error
}

type RunningSandbox = SandboxDemo & { readonly connection: SandboxConnection; close(): Promise<void> }

const start = async (): Promise<void> => {
  const { settings: given, source } = readOrExit()
  const option = given.workers === 1 ? youngGenerationOption(nodeOptions()) : undefined
  if (option) restartWith(option)
  const configured = withoutSpam(given)
  const log = createLog({ level: configured.logLevel })
  for (const warning of configured.warnings) log.warn(warning)
  const onStop = handleSignals({ log, production: configured.production, isRunByNpm: isRunByNpm() })

  let sandbox: RunningSandbox | undefined
  if (configured.sandbox.on) {
    // Imported only when it is used: production has no sandbox.
    const { startSandbox } = await import('../../sandbox/index.ts').catch(explainMissing)
    const { port, fills } = configured.sandbox
    sandbox = await startSandbox({ port, ...(fills.sealtalk && { sealtalk: fills.sealtalk }) })
  }
  const complete = (read: Settings): Settings =>
    sandbox ? withSandbox(withoutSpam(read), sandbox.connection) : withoutSpam(read)
  const settings = complete(given)
  const run: Start =
    settings.workers > 1
      ? (await import('./start-primary.ts')).startPrimary
      : (await import('./serve.ts')).startAlone
  await run({
    settings,
    log,
    onStop,
    reloadBy: createReload({
      started: source,
      read: () => readWithSource(readEnvironment()).source,
      complete,
      log,
    }),
    demo: sandbox,
    close: async () => sandbox?.close(),
  })

  process.on('unhandledRejection', (reason) => {
    log.fatal('unhandled promise rejection', { err: toError(reason) })
    process.exit(1)
  })
}

try {
  await (cluster.isWorker ? (await import('./serve.ts')).startWorker() : start())
} catch (error) {
  process.stderr.write(`Parley cannot start: ${toError(error).message}\n`)
  process.exit(1)
}
