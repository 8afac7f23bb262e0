import type { ServerResponse } from 'node:http'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { toError } from '../errors.ts'

/** What goes out for a request whose answer comes in parts: each is written as soon as it is made. */
export interface StreamedReply {
  readonly status: number
  /** Names and values in turn. */
  readonly headers: readonly string[]
  readonly stream: AsyncIterable<Uint8Array>
}

/**
 * Asks for a chunk when there is room for it. `Readable.fromWeb` takes Node's own streams alone, which Yoga's are
 * not, and `Readable.from` waits for a chunk that may never come before it lets go.
 */
const toReadable = (chunks: AsyncIterable<Uint8Array>): Readable => {
  const iterator = chunks[Symbol.asyncIterator]()
  const letGo = async (): Promise<void> => {
    try {
      await iterator.return?.()
    } catch {
      // Nobody reads it any more.
    }
  }
  return new Readable({
    read() {
      iterator.next().then(
        ({ value, done }) => this.push(done ? null : value),
        (error: unknown) => this.destroy(toError(error)),
      )
    },
    destroy(error, done) {
      void letGo()
      done(error)
    },
  })
}

const OF_CLIENT: ReadonlySet<unknown> = new Set([
  'ABORT_ERR',
  'ERR_STREAM_PREMATURE_CLOSE',
  'ECONNRESET',
  'EPIPE',
])
const isOfClient = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && OF_CLIENT.has(error.code)

/**
 * Writes a stream no faster than the client reads it. Resolves once it is over: written, left by its client, or
 * cut off. Rejects where the stream itself fails; the client then sees it broken off.
 * @param timeoutMs after which a client that has not read it is cut off
 */
export const writeStream = async (
  response: ServerResponse,
  common: readonly string[],
  { status, headers, stream }: StreamedReply,
  timeoutMs: number,
): Promise<void> => {
  response.writeHead(status, [...common, ...headers])
  try {
    await pipeline(toReadable(stream), response, { signal: AbortSignal.timeout(timeoutMs) })
  } catch (error) {
    response.destroy()
    // Clients that have gone are counted where the response closes.
    if (!isOfClient(error)) throw error
  }
}
