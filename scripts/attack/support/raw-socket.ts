import { connect, type Socket } from 'node:net'
import type { Target } from './target.ts'

/** The attacker's address. Others connect from 127.0.0.1. */
export const ATTACKER = '127.0.0.2'

/** A connection of the attacker's that sends what it is given and counts what comes back. */
export interface RawSocket {
  readonly socket: Socket
  /** The first bytes that came back, at most 200. */
  readonly head: () => string
  readonly received: () => number
  readonly isClosed: () => boolean
}

/** Connects and sends a text. @param isReading whether it reads what comes back */
export const openRaw = (
  { hostname, port }: Target,
  text: string,
  {
    isReading = true,
    localAddress = ATTACKER,
  }: { readonly isReading?: boolean; readonly localAddress?: string } = {},
): RawSocket => {
  const socket = connect({ port, host: hostname, localAddress })
  let head = ''
  let received = 0
  let isClosed = false
  socket.on('error', () => undefined)
  socket.once('close', () => void (isClosed = true))
  if (isReading) {
    socket.on('data', (chunk: Buffer) => {
      if (head.length < 200) head = (head + chunk.toString('latin1')).slice(0, 200)
      received += chunk.length
    })
  } else {
    socket.pause()
  }
  if (text !== '') socket.write(text)
  return { socket, head: () => head, received: () => received, isClosed: () => isClosed }
}

/** The text of a POST to /graphql. */
export const postOf = (query: string, variables?: Readonly<Record<string, unknown>>): string => {
  const body = JSON.stringify({ query, variables })
  const head = [
    'POST /graphql HTTP/1.1',
    'Host: gateway',
    'Content-Type: application/json',
    `Content-Length: ${Buffer.byteLength(body)}`,
  ]
  return `${head.join('\r\n')}\r\n\r\n${body}`
}
