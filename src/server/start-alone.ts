import { announce } from './announce.ts'
import { openServer } from './open-server.ts'
import { oneProcess } from './admin/one-process.ts'
import { openAdmin } from './admin/open-admin.ts'
import { createSandboxControl } from './sandbox-control.ts'
import { networksOf } from './sandbox-demo.ts'
import type { Start } from './start-options.ts'

/** Serves requests in this process. */
export const startAlone: Start = async ({ settings, log, onStop, reloadBy, demo, close }) => {
  const { gateway, server } = await openServer({
    settings,
    log,
    createPanel:
      demo && !settings.production
        ? (forget) => createSandboxControl({ networks: networksOf(settings, demo), forget })
        : undefined,
  })
  const admin =
    settings.admin && (await openAdmin({ settings: settings.admin, log, processes: oneProcess(gateway) }))
  const stop = async (signal: string): Promise<void> => {
    log.info('stopping: finishing requests in progress', { signal })
    await server.drain()
    admin?.close()
    await gateway.close()
    await close()
    process.exit(0)
  }
  onStop({
    begin: (signal) => void stop(signal),
    now: () => process.exit(1),
    reload: reloadBy((next) => {
      server.reload(next)
      admin?.reload(next)
      log.setLevel(next.logLevel)
    }),
  })
  const url = await server.listen()
  await admin?.listen()
  announce(log, { url, settings, configured: gateway.providers.configured, demo })
}
