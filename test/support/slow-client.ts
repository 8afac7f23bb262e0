import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { expect, vi } from 'vitest'

/** A client that has sent half of its request. */
export interface SlowClient {
  /** Sends the other half. Resolves to all that came back, as it came. */
  finish(): Promise<string>
  /** Resolves once all that came back looks like this. */
  said(what: RegExp): Promise<void>
  /** Resolves to all that came back once the gateway has disconnected. */
  readonly cut: Promise<string>
  /** Disconnects. */
  leave(): void
}

export interface SlowClientOptions {
  readonly headers?: Readonly<Record<string, string>>
  readonly localAddress?: string
  /** Bytes of the body that are sent at first. Default: 5. */
  readonly bytes?: number
}

/** Sends half of a request to a gateway, over a connection of its own. */
export const beginToAsk = async (
  url: string,
  query: string,
  { headers = {}, localAddress, bytes = 5 }: SlowClientOptions = {},
): Promise<SlowClient> => {
  const { port, hostname } = new URL(url)
  const socket = connect({ port: Number(port), host: hostname, ...(localAddress && { localAddress }) })
  await once(socket, 'connect')
  let received = ''
  socket.setEncoding('utf8').on('data', (text: string) => void (received += text))
  const closed = new Promise<string>((resolve) => socket.once('close', () => resolve(received)))
  socket.on('error', () => undefined)
  const body = JSON.stringify({ query })
  socket.write(
    [
      'POST /graphql HTTP/1.1',
      'Host: gateway',
      'Content-Type: application/json',
      `Content-Length: ${body.length}`,
      'Connection: close',
      ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`),
      '',
      body.slice(0, bytes),
    ].join('\r\n'),
  )
  return {
    async finish() {
      const ended = once(socket, 'end')
      socket.write(body.slice(bytes))
      await ended
      return received
    },
    said: (what) => vi.waitFor(() => expect(received).toMatch(what)),
    cut: closed,
    leave: () => void socket.resetAndDestroy(),
  }
}

/** A client that requests the same path many times over one connection, and reads nothing until it is told to. */
export const requestWithoutReading = async (url: string, path: string, times: number): Promise<Socket> => {
  const { port, hostname } = new URL(url)
  const socket = connect(Number(port), hostname)
  await once(socket, 'connect')
  socket.on('error', () => undefined).pause()
  socket.write(`GET ${path} HTTP/1.1\r\nHost: gateway\r\n\r\n`.repeat(times))
  return socket
}

/** A client that sends a document, accepts parts, and reads nothing until it is told to. */
export const postWithoutReading = async (url: string, query: string): Promise<Socket> => {
  const { port, hostname } = new URL(url)
  const socket = connect(Number(port), hostname)
  await once(socket, 'connect')
  socket.on('error', () => undefined).pause()
  const body = JSON.stringify({ query })
  const head = [
    'POST /graphql HTTP/1.1',
    'Host: gateway',
    'Content-Type: application/json',
    'Accept: multipart/mixed, application/json',
    `Content-Length: ${Buffer.byteLength(body)}`,
  ]
  socket.write(`${head.join('\r\n')}\r\n\r\n${body}`)
  return socket
}
