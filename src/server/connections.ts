import type { Socket } from 'node:net'

export interface ConnectionLimits {
  readonly connections: number
  /** Undefined: no limit per address block. */
  readonly connectionsPerAddress: number | undefined
}

export interface ConnectionsOptions {
  /** In force: they may change. */
  readonly limits: () => ConnectionLimits
  /** What counts as one address. */
  readonly blockOf: (address: string | undefined) => string
  /** Called when no connection is waiting for a request. Cuts another one; false if there is none to cut. */
  readonly makeRoom: () => boolean
  /** A connection was cut for another one. */
  readonly onCut: (socket: Socket) => void
}

/** The open connections of a server. */
export interface Connections {
  /** Registers a new connection. At a limit, cuts one that waits for a request. */
  add(socket: Socket): void
  /**
   * A request has arrived. Undefined if it may be handled at once; otherwise it was pipelined, and the result resolves
   * after the reply to the one before: to false if the connection was closed instead.
   */
  begin(socket: Socket): Promise<boolean> | undefined
  /** Whether further requests have arrived behind the one in progress. */
  hasMore(socket: Socket): boolean
  /** Connections on which a request has arrived in the last five rounds, which each call ends. What is left to `shed` is forgotten. */
  takeUsed(): number
  /** So many of the next replies are to close their connections. */
  shed(count: number): void
  /** Whether the reply that is being written is to close its connection. Counts it. */
  isShed(): boolean
  /** The reply to a request is written. */
  end(socket: Socket): void
  /**
   * Closes connections that wait for a request, and from now on the others at the end of theirs. To be called again after
   * a while: those from which nothing has come since then are closed.
   */
  closeIdle(): void
}

interface Connection {
  readonly socket: Socket
  readonly block: string
  /** Requests that have arrived and whose replies are not written. */
  requests: number
  /** Starts those of them that were pipelined, in order. */
  readonly waiting: ((isOpen: boolean) => void)[]
  /** Whether a request has arrived since the connection was last considered for a cut. */
  isUsed: boolean
  /** The round of `takeUsed` in which its last request arrived. */
  usedIn: number
  /** Bytes that were read when its last request ended, or when it was last considered for closing. -1: neither. */
  bytesRead: number
}

/** Rounds for which a connection counts as used: a worker that has no core for a moment still has its clients. */
const ROUNDS_IN_USE = 5

/**
 * The connection that has waited for a request for longest, roughly: one that was used gets a second chance. So that
 * requests need no sorting, the order is established here, when a limit is reached.
 */
const longestWaiting = (candidates: Set<Connection>): Connection | undefined => {
  for (let left = 2 * candidates.size; left > 0; left -= 1) {
    const [first] = candidates
    if (!first || (first.requests === 0 && !first.isUsed)) return first
    first.isUsed = false
    candidates.delete(first)
    candidates.add(first)
  }
  return undefined
}

/**
 * Limits connections, of all clients and of each. A new connection is preferred to those that wait: whoever opens many
 * and sends nothing takes none from others. Connections with a request in progress are not cut. Pipelined requests are
 * handled one by one: a connection takes one place at a time, and holds one reply.
 */
export const createConnections = ({ limits, blockOf, makeRoom, onCut }: ConnectionsOptions): Connections => {
  const all = new Set<Connection>()
  const bySocket = new Map<Socket, Connection>()
  const byBlock = new Map<string, Set<Connection>>()
  let isClosing = false
  let round = 0
  let toShed = 0

  const remove = (connection: Connection): void => {
    const { socket, block, waiting } = connection
    for (const start of waiting.splice(0)) start(false)
    bySocket.delete(socket)
    all.delete(connection)
    const neighbours = byBlock.get(block)
    neighbours?.delete(connection)
    if (neighbours?.size === 0) byBlock.delete(block)
  }

  const cutWaiting = (candidates: Set<Connection>): Socket | undefined => {
    const connection = longestWaiting(candidates)
    if (!connection) return undefined
    const { socket } = connection
    onCut(socket)
    remove(connection)
    socket.destroy()
    return socket
  }

  return {
    add(socket) {
      const block = blockOf(socket.remoteAddress)
      const neighbours = byBlock.get(block) ?? new Set()
      const { connections: limit, connectionsPerAddress: perBlock = Infinity } = limits()
      if (neighbours.size >= perBlock) cutWaiting(neighbours)
      if (all.size >= limit && !cutWaiting(all)) {
        onCut(socket)
        // Without any to cut, the new one goes.
        if (!makeRoom()) {
          socket.destroy()
          return
        }
      }
      const connection: Connection = {
        socket,
        block,
        requests: 0,
        waiting: [],
        isUsed: false,
        usedIn: -Infinity,
        bytesRead: -1,
      }
      all.add(connection)
      bySocket.set(socket, connection)
      byBlock.set(block, neighbours.add(connection))
      socket.once('close', () => remove(connection))
    },
    begin(socket) {
      const connection = bySocket.get(socket)
      if (!connection) return undefined
      connection.requests += 1
      connection.isUsed = true
      connection.usedIn = round
      if (connection.requests === 1) return undefined
      return new Promise((resolve) => connection.waiting.push(resolve))
    },
    takeUsed() {
      let used = 0
      for (const { usedIn } of all) if (usedIn > round - ROUNDS_IN_USE) used += 1
      round += 1
      toShed = 0
      return used
    },
    shed(count) {
      toShed = count
    },
    isShed() {
      if (toShed === 0) return false
      toShed -= 1
      return true
    },
    hasMore: (socket) => (bySocket.get(socket)?.requests ?? 0) > 1,
    end(socket) {
      const connection = bySocket.get(socket)
      if (!connection) return
      connection.requests -= 1
      connection.bytesRead = socket.bytesRead
      // The requests behind the reply of a client that was disconnected are dropped when its socket has closed.
      if (socket.destroyed) return
      connection.waiting.shift()?.(true)
      if (isClosing && connection.requests === 0) socket.end()
    },
    closeIdle() {
      isClosing = true
      for (const connection of all) {
        const { socket, requests } = connection
        if (requests > 0) continue
        // More bytes than before may be the beginning of a request, which is answered; so is the first request.
        if (connection.bytesRead === socket.bytesRead) socket.destroy()
        else connection.bytesRead = socket.bytesRead
      }
    },
  }
}
