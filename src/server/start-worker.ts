import { systemClock } from '../clock.ts'
import { unpackSettings } from '../config/worker-settings.ts'
import type { Settings } from '../config/settings.ts'
import type { GatewayControl } from '../control/index.ts'
import { toError } from '../errors.ts'
import { createLog, type RootLog } from '../telemetry/log.ts'
import { createLink } from '../workers/link.ts'
import { createWorkerStores } from '../workers/worker-stores.ts'
import { type OpenServer, openServer } from './open-server.ts'
import { parentPort } from './worker-process.ts'
import type { PrimaryCalls, WorkerCalls } from './process-calls.ts'
import { ignoreSignals } from './signals.ts'

/**
 * Serves requests as one of several workers. Its settings come from the primary process, which also stops it: signals are
 * for the primary alone. When that has ended, so does this process, by `node:cluster`.
 */
export const startWorker = async (): Promise<void> => {
  ignoreSignals()
  const stores = createWorkerStores(systemClock)
  let open: OpenServer | undefined
  /** What operators ask before there is a gateway waits for it. */
  const control = Promise.withResolvers<GatewayControl>()
  let rootLog: RootLog | undefined
  /** Settings that were read again while this worker started. */
  let late: Settings | undefined
  let forget = async (): Promise<void> => undefined

  const stop = async (): Promise<void> => {
    await open?.server.drain()
    await open?.gateway.close()
    process.exit(0)
  }
  const reload = (settings: Settings): void => {
    open?.server.reload(settings)
    rootLog?.setLevel(settings.logLevel)
    late = settings
  }
  const answers: WorkerCalls = {
    ...stores.news,
    collectMetrics: async () => open?.gateway.metrics.collect() ?? [],
    controlState: async () => (await control.promise).state(),
    control: async (action) => (await control.promise).run(action),
    async forget() {
      stores.forget()
      await forget()
    },
    usedConnections: () => open?.server.connections.takeUsed() ?? 0,
    shedConnections: (count) => open?.server.connections.shed(count),
    stop: () => void stop(),
    reload: (settings) => reload(unpackSettings(settings)),
  }
  const link = createLink<PrimaryCalls>(parentPort(), answers)

  const start = async (): Promise<void> => {
    const orders = await link.ask('join', undefined)
    const settings = unpackSettings(orders.settings)
    rootLog = createLog({ level: settings.logLevel, sharesOutput: true })
    const log = rootLog.child({ worker: orders.number })
    process.on('unhandledRejection', (reason) => {
      log.fatal('unhandled promise rejection', { err: toError(reason) })
      process.exit(1)
    })
    open = await openServer({
      settings,
      log,
      openWorkerStore: () => stores.open(link),
      renderMetrics: () => link.ask('renderMetrics', undefined),
      createPanel: orders.hasSandboxPanel
        ? (forgetAll) => {
            forget = forgetAll
            return { run: (request) => link.ask('sandbox', request) }
          }
        : undefined,
    })
    const { gateway, server } = open
    for (const closing of orders.closings) await gateway.control.run(closing)
    control.resolve(gateway.control)
    if (late) reload(late)
    const url = await server.listen()
    const { configured } = gateway.providers
    await link.ask('ready', { url, configured })
  }

  try {
    await start()
  } catch (error) {
    await link.ask('failed', toError(error).message)
    process.exit(1)
  }
}
