import { systemClock } from '../clock.ts'
import { within } from '../redis/deadline.ts'
import { createWorkerMetrics } from '../telemetry/worker-metrics.ts'
import { createHeldStore } from '../workers/held-store.ts'
import { openAdmin } from './admin/open-admin.ts'
import { workerProcesses } from './admin/worker-processes.ts'
import { announce } from './announce.ts'
import { startBalancing } from './balance.ts'
import { createWorkerSettings } from './distribute-settings.ts'
import type { WorkerReady } from './process-calls.ts'
import { createSandboxControl } from './sandbox-control.ts'
import { networksOf } from './sandbox-demo.ts'
import type { Start } from './start-options.ts'
import { removeStaleSocket, socketPathOf } from './unix-socket.ts'
import { createWorkerPool, type RunningWorker } from './worker-pool.ts'
import { createForkWorker } from './worker-process.ts'

/** Milliseconds for the metrics of one worker. */
const METRICS_MS = 2_000
/** Milliseconds for the count of one worker's connections. */
const BALANCE_MS = 500
/** Milliseconds after the drain delay at which workers that have not finished are killed. */
const STOP_TIMEOUT_MS = 20_000

/**
 * Serves requests by several worker processes, which get connections in turn. This process serves none itself: it starts
 * workers, replaces those that end, and holds what they share. @see docs/adr/0020-workers.md
 */
export const startPrimary: Start = async ({ settings, log, onStop, reloadBy, demo, close }) => {
  const workerSettings = createWorkerSettings(settings, log)
  let facts: WorkerReady | undefined
  /** Numbers of workers that have asked what the others know: from then on they hear of what is new. */
  const listening = new Set<number>()
  const listeners = (except?: number): RunningWorker[] =>
    pool.running().filter(({ number }) => listening.has(number) && number !== except)

  const store = createHeldStore(systemClock, (name, argument, except) =>
    pool.askAll(listeners(except), (link) => link.ask(name, argument)),
  )
  const serving = (): RunningWorker[] => pool.running().filter(({ isReady }) => isReady)
  const metrics = createWorkerMetrics(() =>
    serving().map(({ number, link }) => [
      number,
      () => within(METRICS_MS, link.ask('collectMetrics', undefined)).catch(() => undefined),
    ]),
  )
  const panel =
    demo && !settings.production
      ? createSandboxControl({
          networks: networksOf(settings, demo),
          async forget() {
            store.forget()
            await pool.askAll(pool.running(), (link) => link.ask('forget', undefined))
          },
        })
      : undefined

  const pool = createWorkerPool({
    count: settings.workers,
    fork: createForkWorker(settings.workers),
    log,
    callsOf(number) {
      const ofStore = store.callsOf(number)
      return {
        ...ofStore,
        join: () => ({
          number,
          settings: workerSettings.of(number),
          hasSandboxPanel: panel !== undefined,
          closings: admin?.closings() ?? [],
        }),
        known() {
          listening.add(number)
          return ofStore.known()
        },
        renderMetrics: () => metrics.render(),
        sandbox: async (request) => panel?.run(request) ?? { networks: [] },
      }
    },
    onReady(_, ready) {
      metrics.started()
      facts ??= ready
    },
    onEnd({ number, isReady }) {
      listening.delete(number)
      if (isReady) void metrics.ended(number)
    },
  })

  const admin =
    settings.admin &&
    (await openAdmin({ settings: settings.admin, log, processes: workerProcesses(pool.running) }))
  const stopBalancing = startBalancing(() =>
    serving().map(({ link }) => ({
      used: () => within(BALANCE_MS, link.ask('usedConnections', undefined)),
      shed: (count) => link.tell('shedConnections', count),
    })),
  )

  const stop = async (signal: string): Promise<void> => {
    log.info('stopping: finishing requests in progress', { signal })
    stopBalancing()
    await pool.stop(settings.drainDelayMs + STOP_TIMEOUT_MS)
    admin?.close()
    await close()
    process.exit(0)
  }
  onStop({
    begin: (signal) => void stop(signal),
    now() {
      pool.kill()
      process.exit(1)
    },
    reload: reloadBy(async (next) => {
      await workerSettings.change(next, pool.running())
      admin?.reload(next)
      log.setLevel(next.logLevel)
    }),
  })
  const socketPath = socketPathOf(settings.host)
  if (socketPath !== undefined) await removeStaleSocket(socketPath)
  await pool.start()
  await admin?.listen()
  if (facts) announce(log, { ...facts, settings, demo })
}
