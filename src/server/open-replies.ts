import type { ServerResponse } from 'node:http'
import type { Socket } from 'node:net'
import type { Cut } from '../telemetry/metrics.ts'

/** Milliseconds before the speed of a reader counts. */
const MIN_WINDOW_MS = 15_000
/**
 * Milliseconds over which it is measured. The operating system takes more bytes when a third of its buffer is free, so
 * the progress of a reader shows in steps of up to 1.5 MB, for which a reader of 60 kB/s needs 25 seconds.
 */
const WINDOW_MS = 28_000
/** Minimum average speed: 1 kB/s. */
const MIN_BYTES_PER_MS = 1

/** Before that, a reader has had no time to read. */
const MIN_AGE_MS = 1_000
/** At the limit of requests, a reader slower than this for that long is cut for another request. */
const BLOCKING_MS = 2_000
const BLOCKING_BYTES_PER_MS = 64

/** Why a connection with an open reply was cut. */
type ReplyCut = Extract<Cut, 'slow-reply' | 'unread-bytes' | 'requests'>

export interface OpenRepliesOptions {
  /** Maximum of bytes that unread replies hold together. It may change. */
  readonly maxBytes: () => number
  /** Milliseconds since some moment. */
  readonly now: () => number
  readonly onCut: (why: ReplyCut, socket: Socket) => void
}

/** The replies that clients have not read yet. A reply in the operating system's buffers counts as read. */
export interface OpenReplies {
  count(): number
  /**
   * Follows a reply that is being written, until the result is called or the connection is closed.
   * @param bytes that the reply holds in memory now
   * @param onEnd called once, at either end
   */
  open(response: ServerResponse, bytes: () => number, onEnd: () => void): () => void
  /** Cuts readers while all hold too many bytes. Called when a reply holds more than before. */
  bound(): void
  /** Cuts readers that are too slow. Called at intervals. */
  check(): void
  /** Cuts the slowest of the readers that are slow enough to give way to a new request; false if there is none. */
  makeRoom(): boolean
}

interface Sample {
  readonly at: number
  /** Bytes handed to the operating system since the connection was opened. */
  readonly flushed: number
}

interface OpenReply {
  readonly bytes: () => number
  end(): void
}

/** A client with unread replies. Pipelined ones share its connection. */
interface Reader {
  readonly socket: Socket
  readonly replies: Set<OpenReply>
  readonly onClose: () => void
  /** The oldest first. Begins anew whenever nothing is pending: then the client is not what the reply waits for. */
  samples: [Sample, ...Sample[]]
}

const sampleOf = ({ bytesWritten, writableLength }: Socket, at: number): Sample => ({
  at,
  flushed: bytesWritten - writableLength,
})

const bytesOf = ({ replies }: Reader): number => {
  let sum = 0
  for (const { bytes } of replies) sum += bytes()
  return sum
}

/** Average speed in bytes per millisecond. */
const speedOf = ({ socket, samples: [first] }: Reader, at: number): number =>
  (sampleOf(socket, at).flushed - first.flushed) / Math.max(1, at - first.at)

/** The newest sample that is as old as the window, and all later ones. */
const withinWindow = (samples: Reader['samples'], at: number): Reader['samples'] => {
  const [, ...later] = samples
  const [second, ...others] = later
  return second && at - second.at >= WINDOW_MS ? withinWindow([second, ...others], at) : samples
}

/**
 * Bounds what clients hold that do not read their replies: the time of each, and the memory of all. One that is cut is
 * reset, which also frees the buffers of the operating system.
 */
export const createOpenReplies = ({ maxBytes, now, onCut }: OpenRepliesOptions): OpenReplies => {
  const readers = new Map<Socket, Reader>()
  let count = 0

  const endAll = ({ replies }: Reader): void => {
    for (const reply of replies) reply.end()
  }

  const cut = (reader: Reader, why: ReplyCut): void => {
    onCut(why, reader.socket)
    reader.socket.resetAndDestroy()
    endAll(reader)
  }

  /** The slowest of those that have been reading for some time; the largest of equally slow ones. */
  const slowest = (minAgeMs: number, maxSpeed: number): Reader | undefined => {
    const at = now()
    let found: { readonly reader: Reader; readonly speed: number; readonly bytes: number } | undefined
    for (const reader of readers.values()) {
      if (at - reader.samples[0].at < minAgeMs || reader.socket.writableLength === 0) continue
      const speed = speedOf(reader, at)
      if (speed > (found?.speed ?? maxSpeed)) continue
      const bytes = bytesOf(reader)
      if (!found || speed < found.speed || bytes > found.bytes) found = { reader, speed, bytes }
    }
    return found?.reader
  }

  const largest = (): Reader | undefined => {
    let found: { readonly reader: Reader; readonly bytes: number } | undefined
    for (const reader of readers.values()) {
      const bytes = bytesOf(reader)
      if (!found || bytes > found.bytes) found = { reader, bytes }
    }
    return found?.reader
  }

  const boundBytes = (): void => {
    let total = 0
    for (const reader of readers.values()) total += bytesOf(reader)
    // A single reply may be larger than the limit.
    if (total <= maxBytes() || count === 1) return
    const reader = slowest(MIN_AGE_MS, Infinity) ?? largest()
    if (!reader) return
    cut(reader, 'unread-bytes')
    boundBytes()
  }

  const checkSpeed = (reader: Reader, at: number): void => {
    const { socket } = reader
    const sample = sampleOf(socket, at)
    if (socket.writableLength === 0) {
      reader.samples = [sample]
      return
    }
    const [first, ...later] = reader.samples
    // What the operating system's buffers took at first is no progress of the client.
    const start = later.length === 0 ? { at: first.at, flushed: sample.flushed } : first
    reader.samples = withinWindow([start, ...later, sample], at)
    const [{ at: since, flushed }] = reader.samples
    if (at - since < MIN_WINDOW_MS) return
    if (sample.flushed - flushed < (at - since) * MIN_BYTES_PER_MS) cut(reader, 'slow-reply')
  }

  const readerOf = (socket: Socket): Reader => {
    const known = readers.get(socket)
    if (known) return known
    const reader: Reader = {
      socket,
      replies: new Set(),
      onClose: () => endAll(reader),
      samples: [sampleOf(socket, now())],
    }
    readers.set(socket, reader)
    socket.on('close', reader.onClose)
    return reader
  }

  return {
    count: () => count,
    open({ req: { socket } }, bytes, onEnd) {
      if (socket.destroyed) {
        onEnd()
        return () => undefined
      }
      const reader = readerOf(socket)
      const reply: OpenReply = {
        bytes,
        end() {
          if (!reader.replies.delete(reply)) return
          count -= 1
          if (reader.replies.size === 0) {
            readers.delete(socket)
            socket.off('close', reader.onClose)
          }
          onEnd()
        },
      }
      reader.replies.add(reply)
      count += 1
      boundBytes()
      return reply.end
    },
    bound: boundBytes,
    check() {
      const at = now()
      for (const reader of readers.values()) checkSpeed(reader, at)
      boundBytes()
    },
    makeRoom() {
      const reader = slowest(BLOCKING_MS, BLOCKING_BYTES_PER_MS)
      if (reader) cut(reader, 'requests')
      return reader !== undefined
    },
  }
}
