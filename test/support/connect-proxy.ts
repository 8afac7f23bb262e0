import { once } from 'node:events'
import { createServer, request as send } from 'node:http'
import { type AddressInfo, connect, type Socket } from 'node:net'

/** A proxy that knows the way to hosts that do not exist. */
export interface ConnectProxy {
  readonly port: number
  /** What it was asked for so far, such as `CONNECT api.parley.test:443`. */
  readonly asked: readonly string[]
  close(): Promise<void>
}

export interface ConnectProxyOptions {
  /** Ports of this machine by host and port. */
  readonly routes: Readonly<Record<string, number>>
  /** `user:password` that it requires. Default: none. */
  readonly credentials?: string
}

export const startConnectProxy = async ({
  routes,
  credentials,
}: ConnectProxyOptions): Promise<ConnectProxy> => {
  const asked: string[] = []
  const open = new Set<Socket>()
  const expected = credentials && `Basic ${Buffer.from(credentials).toString('base64')}`
  const isAllowed = (header: string | undefined): boolean => expected === undefined || header === expected

  const server = createServer((request, response) => {
    const { method, url = '', headers } = request
    const { host, pathname, search } = new URL(url)
    asked.push(`${method} ${url}`)
    if (!isAllowed(headers['proxy-authorization'])) {
      response.writeHead(407).end()
      return
    }
    const { 'proxy-authorization': _, ...passed } = headers
    const port = routes[host]
    const inner = send({ port, method, path: pathname + search, headers: passed }, (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers)
      answer.pipe(response)
    })
    inner.on('error', () => response.destroy())
    request.pipe(inner)
  })
  server.on('connection', (socket) => {
    open.add(socket)
    socket.on('close', () => open.delete(socket)).on('error', () => undefined)
  })
  server.on('connect', ({ url = '', headers }, socket: Socket) => {
    asked.push(`CONNECT ${url}`)
    const port = routes[url]
    if (!isAllowed(headers['proxy-authorization'])) {
      return socket.end('HTTP/1.1 407 Proxy Authentication Required\r\n\r\n')
    }
    if (port === undefined) return socket.end('HTTP/1.1 502 Bad Gateway\r\n\r\n')
    const inner = connect(port, '127.0.0.1', () => {
      socket.write('HTTP/1.1 200 Connection Established\r\n\r\n')
      socket.pipe(inner).pipe(socket)
    })
    inner.on('error', () => socket.destroy()).on('close', () => socket.destroy())
    socket.on('close', () => inner.destroy())
    return undefined
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    port: (server.address() as AddressInfo).port,
    asked,
    async close() {
      for (const socket of open) socket.destroy()
      server.close()
      await once(server, 'close')
    },
  }
}
