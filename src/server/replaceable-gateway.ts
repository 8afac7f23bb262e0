import type { Settings } from '../config/settings.ts'
import type { Gateway } from '../gateway.ts'

/** A gateway that can begin anew without its server. */
export interface ReplaceableGateway {
  /** Responds by the newest gateway. */
  readonly gateway: Gateway
  /** Replaces it by one whose caches are empty, and which knows of no pause. Its requests in progress end as usual. */
  replace(): Promise<void>
}

/**
 * @param create a gateway of the same schema and metrics each time, and of the settings in force
 * @param graceMs time for requests in progress to end
 */
export const createReplaceableGateway = (
  settings: Settings,
  create: (settings: Settings) => Gateway,
  graceMs: number,
): ReplaceableGateway => {
  let inForce = settings
  let newest = create(inForce)
  const old = new Set<Gateway>()
  const end = async (gateway: Gateway): Promise<void> => {
    if (old.delete(gateway)) await gateway.close()
  }
  return {
    gateway: {
      ...newest,
      respond: (asked) => newest.respond(asked),
      reload(next) {
        newest.reload(next)
        inForce = next
      },
      control: {
        state: () => newest.control.state(),
        run: (action) => newest.control.run(action),
      },
      redisState: () => newest.redisState(),
      async close() {
        await Promise.all([newest.close(), ...[...old].map(end)])
      },
    },
    async replace() {
      const replaced = newest
      newest = create(inForce)
      old.add(replaced)
      setTimeout(() => void end(replaced), graceMs).unref()
      await newest.ready
    },
  }
}
