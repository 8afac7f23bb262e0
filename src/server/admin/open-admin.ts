import type { AdminServer, AdminServerOptions } from './admin-server.ts'

/** Creates the admin port. Loaded only where it is used. */
export const openAdmin = async (options: AdminServerOptions): Promise<AdminServer> => {
  const { createAdminServer } = await import('./admin-server.ts')
  return createAdminServer(options)
}
