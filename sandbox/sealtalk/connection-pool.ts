import { setTimeout as delay } from 'node:timers/promises'

const CONNECTIONS = 5
/** For how long a registration holds its first connection before it takes the second. */
const REGISTRATION_MS = 20

/** The server's connections to its database. */
export type ConnectionPool = {
  /**
   * Waits until a call has its connections. A registration opens a transaction and then needs a second one, so that
   * several at once wait for each other forever, and all other calls wait with them.
   */
  enter(path: string): Promise<void>
  /** As after a restart of the server. */
  reset(): void
}

export const createConnectionPool = (): ConnectionPool => {
  let free = CONNECTIONS
  let waiting: (() => void)[] = []
  let restarts = 0

  const acquire = async (): Promise<void> => {
    if (free > 0) free -= 1
    else await new Promise<void>((resolve) => waiting.push(resolve))
  }
  const release = (since: number): void => {
    if (since !== restarts) return
    const next = waiting.shift()
    if (next === undefined) free += 1
    else next()
  }

  return {
    async enter(path) {
      if (path === '/ping') return
      const since = restarts
      await acquire()
      if (path === '/user/register') {
        await delay(REGISTRATION_MS)
        await acquire()
        release(since)
      }
      release(since)
    },
    reset() {
      free = CONNECTIONS
      waiting = []
      restarts += 1
    },
  }
}
