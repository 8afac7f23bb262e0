import { once } from 'node:events'
import { type AddressInfo, connect, createServer } from 'node:net'
import { pipeline } from 'node:stream'

/** A port of loopback that passes bytes on to one server after another, so that browsers see one origin. */
export interface Relay {
  readonly url: string
  /** Passes new connections on to this server from now on. */
  aimAt(serverUrl: string): void
  close(): void
}

export const openRelay = async (): Promise<Relay> => {
  let target = 0
  const server = createServer((incoming) => {
    const outgoing = connect(target, '127.0.0.1')
    pipeline(incoming, outgoing, incoming, () => undefined)
  })
  await once(server.listen(0, '127.0.0.1'), 'listening')
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}`,
    aimAt: (serverUrl) => void (target = Number(new URL(serverUrl).port)),
    close: () => void server.close(),
  }
}
