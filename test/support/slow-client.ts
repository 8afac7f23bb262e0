import { once } from 'node:events'
import { connect } from 'node:net'

/** A client that has sent half of its request. */
export interface SlowClient {
  /** Sends the other half. Resolves to all that came back, as it came. */
  finish(): Promise<string>
  /** Goes away, without a word. */
  leave(): void
}

/** Begins to ask a gateway, over a connection of its own. */
export const beginToAsk = async (url: string, query: string): Promise<SlowClient> => {
  const { port, hostname } = new URL(url)
  const socket = connect(Number(port), hostname)
  await once(socket, 'connect')
  let received = ''
  socket.setEncoding('utf8').on('data', (text: string) => void (received += text))
  const body = JSON.stringify({ query })
  socket.write(
    [
      'POST /graphql HTTP/1.1',
      'Host: gateway',
      'Content-Type: application/json',
      `Content-Length: ${body.length}`,
      'Connection: close',
      '',
      body.slice(0, 5),
    ].join('\r\n'),
  )
  return {
    async finish() {
      const ended = once(socket, 'end')
      socket.write(body.slice(5))
      await ended
      return received
    },
    leave: () => void socket.resetAndDestroy(),
  }
}
