import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Socket } from 'node:net'

/** One port of loopback in front of one server after another; open connections stay where they are. */
export interface Relay {
  readonly port: number
  /** Passes new connections on to this port from now on. */
  aimAt(port: number): void
  /** Ends all connections. */
  close(): void
}

export const openRelay = async (): Promise<Relay> => {
  let target = 0
  const sockets = new Set<Socket>()
  const server = createServer((socket) => {
    const upstream = connect(target, '127.0.0.1')
    for (const end of [socket, upstream]) sockets.add(end.on('error', () => undefined))
    socket.pipe(upstream).pipe(socket)
    socket.once('close', () => upstream.destroy())
    upstream.once('close', () => socket.destroy())
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    port: (server.address() as AddressInfo).port,
    aimAt: (port) => void (target = port),
    close() {
      for (const socket of sockets) socket.destroy()
      server.close()
    },
  }
}
