import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { type AddressInfo, connect } from 'node:net'
import { join } from 'node:path'
import { createServer, type TLSSocket } from 'node:tls'

const folder = join(import.meta.dirname, 'tls')

/** The path of a file in `test/support/tls`. */
export const pemPath = (name: string): string => join(folder, `${name}.pem`)
const pem = (name: string): string => readFileSync(pemPath(name), 'utf8')

/** TLS in front of a server of this machine. */
export interface TlsFront {
  readonly port: number
  /** Names in the certificates of clients, one for each connection; undefined where it showed none. */
  readonly clients: readonly (string | undefined)[]
  close(): Promise<void>
}

export interface TlsFrontOptions {
  /** Refuses clients without a certificate of `ca.pem`. */
  readonly requiresClient?: boolean
}

/** @param target port of the server that gets what was sent */
export const startTlsFront = async (target: number, options: TlsFrontOptions = {}): Promise<TlsFront> => {
  const { requiresClient = false } = options
  const clients: (string | undefined)[] = []
  const open = new Set<TLSSocket>()
  const server = createServer(
    { cert: pem('server'), key: pem('server-key'), ca: pem('ca'), requestCert: requiresClient },
    (socket) => {
      open.add(socket)
      const name = socket.getPeerCertificate().subject?.CN
      clients.push(Array.isArray(name) ? name[0] : name)
      const inner = connect(target, '127.0.0.1')
      socket.pipe(inner).pipe(socket)
      const end = (): void => {
        open.delete(socket)
        socket.destroy()
        inner.destroy()
      }
      for (const one of [socket, inner]) one.on('error', end).on('close', end)
    },
  )
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    port: (server.address() as AddressInfo).port,
    clients,
    async close() {
      for (const socket of open) socket.destroy()
      server.close()
      await once(server, 'close')
    },
  }
}
