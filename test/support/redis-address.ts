import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net'
import type { TestRedis } from './redis.ts'

/** The one address of a primary that may change, as operators have it; open connections stay where they are. */
export interface RedisAddress {
  readonly url: string
  pointTo(redis: TestRedis): void
  close(): void
}

export const startRedisAddress = async (): Promise<RedisAddress> => {
  let target = 0
  const sockets = new Set<Socket>()
  const server: Server = createServer((socket) => {
    const upstream = connect(target, '127.0.0.1')
    for (const end of [socket, upstream]) sockets.add(end.on('error', () => undefined))
    socket.pipe(upstream).pipe(socket)
    socket.once('close', () => upstream.destroy())
    upstream.once('close', () => socket.destroy())
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    url: `redis://127.0.0.1:${(server.address() as AddressInfo).port}`,
    pointTo: ({ port }) => void (target = port),
    close() {
      for (const socket of sockets) socket.destroy()
      server.close()
    },
  }
}
