import { connect } from 'node:net'

/** What a server wrote until it closed the connection. */
export interface RawReply {
  /** Of each answer. */
  readonly statuses: readonly number[]
  readonly text: string
}

const LATEST_MS = 5_000

/**
 * Writes bytes as they are and reads until the server closes: ask it to by `Connection: close`, or break the rules.
 * Rejects if it keeps the connection open.
 */
export const sendBytes = async (url: string, bytes: string): Promise<RawReply> => {
  const { hostname, port } = new URL(url)
  const socket = connect(Number(port), hostname)
  let text = ''
  socket.setEncoding('latin1').on('data', (chunk: string) => void (text += chunk))
  // It may hang up while there is still something to write.
  socket.on('error', () => undefined)
  socket.write(bytes, 'latin1')
  let isKept = false
  const deadline = setTimeout(() => {
    isKept = true
    socket.destroy()
  }, LATEST_MS)
  await new Promise((resolve) => socket.once('close', resolve))
  clearTimeout(deadline)
  if (isKept) throw new Error(`the server kept the connection and said ${text.slice(0, 200)}`)
  return { statuses: [...text.matchAll(/HTTP\/1\.1 (\d{3}) /g)].map(([, status]) => Number(status)), text }
}
