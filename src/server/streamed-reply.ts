import type { ServerResponse } from 'node:http'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { toError } from '../errors.ts'

/** A reply whose body is written chunk by chunk, as soon as each is there. */
export interface StreamedReply {
  readonly status: number
  /** Names and values in turn. */
  readonly headers: readonly string[]
  readonly stream: AsyncIterable<Uint8Array>
}

/**
 * Reads a chunk when there is room for it. `Readable.fromWeb` accepts only Node.js streams, which Yoga's are
 * not, and `Readable.from` cannot be destroyed while it waits for a chunk.
 */
const toReadable = (chunks: AsyncIterable<Uint8Array>): Readable => {
  const iterator = chunks[Symbol.asyncIterator]()
  const release = async (): Promise<void> => {
    try {
      await iterator.return?.()
    } catch {
      // Nothing reads the stream any more.
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
      void release()
      done(error)
    },
  })
}

const CLIENT_ERRORS: ReadonlySet<unknown> = new Set([
  'ABORT_ERR',
  'ERR_STREAM_PREMATURE_CLOSE',
  'ECONNRESET',
  'EPIPE',
])
const isClientError = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && CLIENT_ERRORS.has(error.code)

/**
 * Writes a stream no faster than the client reads it. Resolves when it is written, the client has
 * disconnected, or the time is up. Rejects where the stream itself fails; the response is then incomplete.
 * @param timeoutMs after which a client that has not read the whole stream is disconnected
 */
export const writeStream = async (
  response: ServerResponse,
  common: readonly string[],
  { status, headers, stream }: StreamedReply,
  timeoutMs: number,
): Promise<void> => {
  response.writeHead(status, [...common, ...headers])
  if (response.req.method === 'HEAD') {
    response.end()
    await stream[Symbol.asyncIterator]().return?.()
    return
  }
  try {
    await pipeline(toReadable(stream), response, { signal: AbortSignal.timeout(timeoutMs) })
  } catch (error) {
    response.destroy()
    // The request's deadline counts clients that disconnect.
    if (!isClientError(error)) throw error
  }
}
