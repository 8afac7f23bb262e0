import { chmod, lstat, unlink } from 'node:fs/promises'
import { connect } from 'node:net'

const PREFIX = 'unix:'

/** Owner and group may connect. */
const MODE = 0o660

/** The path of a socket that `HOST` names; undefined where it names an address. */
export const socketPathOf = (host: string): string | undefined =>
  host.startsWith(PREFIX) ? host.slice(PREFIX.length) : undefined

/** Whether somebody listens. */
const isServed = (path: string): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect(path)
    socket.once('connect', () => {
      socket.destroy()
      resolve(true)
    })
    // Whoever listens may have no room for one more, or not let this user in.
    socket.once('error', (error: NodeJS.ErrnoException) => resolve(error.code !== 'ECONNREFUSED'))
  })

/**
 * Removes the socket of a process that was killed. Rejects where somebody listens, or where the path is something else
 * than a socket, which stays.
 */
export const removeStaleSocket = async (path: string): Promise<void> => {
  const found = await lstat(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined
    throw new Error(`cannot listen on ${path} (HOST): ${error.code}`)
  })
  if (!found) return
  if (!found.isSocket()) {
    throw new Error(
      `cannot listen on ${path} (HOST): there is a file that is not a socket; remove it, or set another path`,
    )
  }
  if (await isServed(path)) {
    throw new Error(
      `cannot listen on ${path} (HOST): another process listens there; stop it, or set another path`,
    )
  }
  await unlink(path)
}

/** To be called once the socket is there. */
export const openToGroup = (path: string): Promise<void> => chmod(path, MODE)
