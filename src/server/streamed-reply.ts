import type { ServerResponse } from 'node:http'
import type { Socket } from 'node:net'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { toError } from '../errors.ts'

/** A reply whose body is written chunk by chunk, as soon as each is there. */
export interface StreamedReply {
  readonly status: number
  /** Names and values in turn. */
  readonly headers: readonly string[]
  readonly stream: AsyncIterable<Uint8Array>
  /** Bytes that were built so far, whether or not they were taken from the stream. */
  readonly builtBytes: () => number
}

/** Counts the bytes of a stream that are built and not with the operating system yet, from now on. */
export const countUnread = (
  socket: Pick<Socket, 'bytesWritten' | 'writableLength'>,
  { builtBytes }: StreamedReply,
): (() => number) => {
  const flushed = (): number => socket.bytesWritten - socket.writableLength
  const before = flushed()
  return () => Math.max(socket.writableLength, builtBytes() - (flushed() - before))
}

/** A stream that is read by hand. */
interface Chunks {
  next(): Promise<IteratorResult<Uint8Array>>
  /** Ends what produces the stream. Nothing reads it any more, so failures do not count. */
  release(): Promise<void>
}

/**
 * Yoga's streams begin with the first read: one that is cancelled before that fails, and its error ends the process
 * (graphql-yoga 5.24, plugins/result-processor/multipart.js). So it is read once before.
 */
const openChunks = (stream: AsyncIterable<Uint8Array>): Chunks => {
  const iterator = stream[Symbol.asyncIterator]()
  let hasBegun = false
  const next = (): Promise<IteratorResult<Uint8Array>> => {
    hasBegun = true
    return iterator.next()
  }
  return {
    next,
    async release() {
      try {
        if (!hasBegun) await next()
        await iterator.return?.()
      } catch {
        // Nothing reads the stream any more.
      }
    },
  }
}

/**
 * Reads a chunk when there is room for it. `Readable.fromWeb` accepts only Node.js streams, which Yoga's are
 * not, and `Readable.from` cannot be destroyed while it waits for a chunk.
 */
const toReadable = (chunks: Chunks, onChunk: () => void): Readable =>
  new Readable({
    read() {
      chunks.next().then(
        ({ value, done }) => {
          this.push(done ? null : value)
          onChunk()
        },
        (error: unknown) => this.destroy(toError(error)),
      )
    },
    destroy(error, done) {
      void chunks.release()
      done(error)
    },
  })

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
 * @param onChunk called after each chunk, when the reply may hold more than before
 */
export const writeStream = async (
  response: ServerResponse,
  common: readonly string[],
  { status, headers, stream }: StreamedReply,
  timeoutMs: number,
  onChunk: () => void = () => undefined,
): Promise<void> => {
  response.writeHead(status, [...common, ...headers])
  const chunks = openChunks(stream)
  if (response.req.method === 'HEAD') {
    response.end()
    return chunks.release()
  }
  try {
    await pipeline(toReadable(chunks, onChunk), response, { signal: AbortSignal.timeout(timeoutMs) })
  } catch (error) {
    response.destroy()
    // The request's deadline counts clients that disconnect.
    if (!isClientError(error)) throw error
  }
}
