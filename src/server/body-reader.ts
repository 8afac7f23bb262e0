import type { IncomingMessage } from 'node:http'
import type { ConnectionSettings } from '../config/settings.ts'
import type { Cut } from '../telemetry/metrics.ts'
import { ClientGone } from './body.ts'
import { RejectedRequest } from './error-reply.ts'
import { bodyTooSlow, tooManyBodies } from './rejections.ts'

/** Milliseconds before the speed of a body counts. */
const MIN_AGE_MS = 5_000
/** Minimum average speed: 1 kB/s. */
const MIN_BYTES_PER_MS = 1

/** Why the reading of a body was ended. */
type BodyCut = Extract<Cut, 'slow-body' | 'bodies'>

export interface BodyReaderOptions {
  /** Maximum size of a body. */
  readonly maxBytes: number
  readonly limits: Pick<ConnectionSettings, 'readingBodies' | 'readingBodiesPerAddress' | 'readingBytes'>
  /** Milliseconds since some moment. */
  readonly now: () => number
  readonly onCut: (why: BodyCut) => void
}

export interface BodyReader {
  /**
   * Reads the body; undefined where it is too large. Rejects with `ClientGone` where the client disconnects, with
   * `RejectedRequest` where the body is too slow, or the slowest of too many.
   * @param block the client's address block
   * @param onStart called before the first byte is read, not for a body that is known to be too large
   */
  read(
    request: IncomingMessage,
    block: string,
    onStart?: () => void,
  ): Promise<Buffer<ArrayBuffer> | undefined>
  /** Ends the reading of bodies that are too slow. Called at intervals. */
  check(): void
  /** Ends the reading of the slowest body; false if none is being read. */
  makeRoom(): boolean
}

interface Reading {
  readonly startedAt: number
  /** Bytes that have arrived. */
  size: number
  cut(why: BodyCut): void
}

/** Collects chunks in one buffer: thousands of small ones would take many times their bytes. */
const createCollector = () => {
  let bytes: Buffer<ArrayBuffer> | undefined
  let size = 0
  return {
    add(chunk: Buffer<ArrayBuffer>): void {
      if (!bytes) {
        bytes = chunk
      } else {
        if (size + chunk.length > bytes.length) {
          const larger = Buffer.allocUnsafeSlow(2 * (size + chunk.length))
          bytes.copy(larger, 0, 0, size)
          bytes = larger
        }
        chunk.copy(bytes, size)
      }
      size += chunk.length
    },
    all: (): Buffer<ArrayBuffer> => bytes?.subarray(0, size) ?? Buffer.alloc(0),
  }
}

/** Bytes by which a body is behind the minimum speed; negative where it is ahead. */
const deficitOf = ({ startedAt, size }: Reading, now: number): number =>
  (now - startedAt) * MIN_BYTES_PER_MS - size

const slowestOf = (readings: Iterable<Reading>, now: number): Reading | undefined => {
  let slowest: Reading | undefined
  for (const reading of readings) {
    if (!slowest || deficitOf(reading, now) > deficitOf(slowest, now)) slowest = reading
  }
  return slowest
}

/**
 * Reads bodies of requests. Limits how many are read at a time, of all clients and of each, and their bytes. Beyond a
 * limit the slowest is cut and the new one is read, so that slow clients keep nobody out.
 */
export const createBodyReader = ({ maxBytes, limits, now, onCut }: BodyReaderOptions): BodyReader => {
  /** The oldest first. */
  const all = new Set<Reading>()
  const byBlock = new Map<string, Set<Reading>>()
  let bytesHeld = 0

  const cutSlowest = (readings: Iterable<Reading>): boolean => {
    const slowest = slowestOf(readings, now())
    slowest?.cut('bodies')
    return slowest !== undefined
  }

  /** Makes room for a new body. */
  const admit = (block: string): void => {
    const neighbours = byBlock.get(block)
    if (neighbours && neighbours.size >= limits.readingBodiesPerAddress) cutSlowest(neighbours)
    if (all.size >= limits.readingBodies) cutSlowest(all)
  }

  const add = (reading: Reading, block: string): void => {
    all.add(reading)
    byBlock.set(block, (byBlock.get(block) ?? new Set()).add(reading))
  }

  const remove = (reading: Reading, block: string): void => {
    if (!all.delete(reading)) return
    bytesHeld -= reading.size
    const neighbours = byBlock.get(block)
    neighbours?.delete(reading)
    if (neighbours?.size === 0) byBlock.delete(block)
  }

  return {
    read: (request, block, onStart) =>
      new Promise((resolve, reject) => {
        if (Number(request.headers['content-length'] ?? 0) > maxBytes) return resolve(undefined)
        admit(block)
        const collector = createCollector()
        const reading: Reading = {
          startedAt: now(),
          size: 0,
          cut(why) {
            remove(reading, block)
            request.pause()
            onCut(why)
            reject(new RejectedRequest(why === 'bodies' ? tooManyBodies : bodyTooSlow))
          },
        }
        add(reading, block)
        onStart?.()
        // Events, because an iterator over the stream would take longer than the rest of a small request.
        request.on('data', (chunk: Buffer<ArrayBuffer>) => {
          if (!all.has(reading)) return
          reading.size += chunk.length
          bytesHeld += chunk.length
          if (reading.size > maxBytes) {
            remove(reading, block)
            request.pause()
            resolve(undefined)
            return
          }
          collector.add(chunk)
          // The oldest has had the most time to send what is held.
          if (bytesHeld > limits.readingBytes) for (const oldest of all) return oldest.cut('bodies')
        })
        request.on('end', () => {
          remove(reading, block)
          resolve(collector.all())
        })
        request.on('error', (cause) => {
          remove(reading, block)
          reject(new ClientGone('the client disconnected while sending the body', { cause }))
        })
      }),

    check() {
      const time = now()
      for (const reading of all) {
        if (time - reading.startedAt < MIN_AGE_MS) return
        if (deficitOf(reading, time) > 0) reading.cut('slow-body')
      }
    },

    makeRoom: () => cutSlowest(all),
  }
}
