import type { IncomingMessage, Server } from 'node:http'
import type { Socket } from 'node:net'
import { parseClientAddress, rangeOf } from '../client-address.ts'
import type { Log } from '../telemetry/log.ts'
import type { Cut } from '../telemetry/metrics.ts'

/** Milliseconds between two lines with the same reason. */
const LINE_MS = 1_000

/**
 * Why a connection was ended without a request that has a line: Node.js could not read one or waited for it in vain, or the
 * gateway disconnected a slow client.
 */
export type ConnectionEnd = Cut | 'malformed' | 'slow-head' | 'large-head' | 'method-connect'

/** What Node.js responds then. */
const STATUS: Partial<Record<ConnectionEnd, number>> = { malformed: 400, 'slow-head': 408, 'large-head': 431 }

/** Why Node.js refuses what it has read. Undefined: the connection broke by itself. */
const reasonOf = ({ code = '' }: NodeJS.ErrnoException): ConnectionEnd | undefined => {
  if (code === 'ERR_HTTP_REQUEST_TIMEOUT') return 'slow-head'
  if (code === 'HPE_HEADER_OVERFLOW') return 'large-head'
  // Begun and not ended: the client has left.
  return code.startsWith('HPE_') && code !== 'HPE_INVALID_EOF_STATE' ? 'malformed' : undefined
}

export interface ConnectionLog {
  /** @param address of the client, or of the proxy in front */
  ended(why: ConnectionEnd, address: string | undefined): void
  /** Writes down what the server refuses by itself. */
  watch(server: Server): void
}

/**
 * Lines for connections that the gateway ended: one a second for each reason, which says how many it stands for. Whoever
 * sends nonsense cannot fill a disk, and no line has a text of his.
 * @param now milliseconds since some moment
 */
export const createConnectionLog = (log: Pick<Log, 'info'>, now: () => number): ConnectionLog => {
  const reasons = new Map<ConnectionEnd, { writtenAt: number; count: number }>()

  const ended = (why: ConnectionEnd, address = ''): void => {
    const reason = reasons.get(why) ?? { writtenAt: -Infinity, count: 0 }
    reasons.set(why, reason)
    reason.count += 1
    if (now() - reason.writtenAt < LINE_MS) return
    const client = parseClientAddress(address)
    const { count } = reason
    log.info('connection ended', {
      event: 'connection',
      why,
      status: STATUS[why],
      address: client && rangeOf(client),
      count,
    })
    reason.writtenAt = now()
    reason.count = 0
  }

  return {
    ended,
    watch(server) {
      server.on('connection', (socket: Socket) => {
        // Unknown once it is destroyed.
        const { remoteAddress } = socket
        // Node.js responds first, and destroys the socket with the error.
        socket.once('error', (error) => {
          const why = reasonOf(error)
          if (why) ended(why, remoteAddress)
        })
      })
      // As without a listener, but for the line.
      server.on('connect', (_: IncomingMessage, socket: Socket) => {
        ended('method-connect', socket.remoteAddress)
        socket.destroy()
      })
    },
  }
}
