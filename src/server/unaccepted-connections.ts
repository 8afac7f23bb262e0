import type { Worker } from 'node:cluster'

interface Connection {
  close(): void
}

const isHandover = (message: unknown): message is { readonly seq: number } =>
  typeof message === 'object' && message !== null && 'act' in message && message.act === 'newconn'

/**
 * Closes the connections that a worker was given and has not accepted when it ends. `node:cluster` forgets them: they would
 * stay open, and their clients would wait for a response in vain.
 */
export const closeUnaccepted = ({ process: child }: Worker): void => {
  const unaccepted = new Map<number, Connection>()
  const send = child.send.bind(child) as (...given: unknown[]) => boolean
  child.send = (...given: unknown[]): boolean => {
    const [message, connection] = given
    if (isHandover(message) && connection) unaccepted.set(message.seq, connection as Connection)
    return send(...given)
  }
  child.on('internalMessage', ({ ack }: { readonly ack?: number }) => {
    if (ack !== undefined) unaccepted.delete(ack)
  })
  child.once('exit', () => {
    for (const connection of unaccepted.values()) connection.close()
  })
}
