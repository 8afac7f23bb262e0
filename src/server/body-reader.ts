import type { IncomingMessage } from 'node:http'
import type { ConnectionSettings } from '../config/settings.ts'
import { ClientGone } from './body.ts'
import { RejectedRequest } from './error-reply.ts'
import { type BodyCut, deficitOf, type Reading, Readings } from './readings.ts'
import { bodyTooSlow, tooManyBodies } from './rejections.ts'

/** Milliseconds before the speed of a body counts. */
const MIN_AGE_MS = 5_000

export interface BodyReaderOptions {
  /** Those in force: they may change. */
  readonly limits: () => Pick<
    ConnectionSettings,
    'readingBodies' | 'readingBodiesPerAddress' | 'readingBytes'
  > & {
    /** Maximum size of a body. One that is being read keeps what it began with. */
    readonly bodyBytes: number
  }
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

/**
 * Reads bodies of requests. Limits how many are read at a time, of all clients and of each, and their bytes. Beyond a
 * limit the slowest is cut and the new one is read, so that slow clients keep nobody out.
 */
export const createBodyReader = ({ limits, now, onCut }: BodyReaderOptions): BodyReader => {
  const readings = new Readings()
  let bytesHeld = 0

  const cutSlowest = (block?: string): boolean => {
    const slowest = readings.slowest(now(), block)
    slowest?.cut('bodies')
    return slowest !== undefined
  }

  /** Makes room for a new body. */
  const admit = (block: string): void => {
    const { readingBodies, readingBodiesPerAddress } = limits()
    if (readings.ofBlock(block) >= readingBodiesPerAddress) cutSlowest(block)
    if (readings.size >= readingBodies) cutSlowest()
  }

  const remove = (reading: Reading): void => {
    if (readings.remove(reading)) bytesHeld -= reading.size
  }

  return {
    read: (request, block, onStart) =>
      new Promise((resolve, reject) => {
        const { bodyBytes } = limits()
        if (Number(request.headers['content-length'] ?? 0) > bodyBytes) return resolve(undefined)
        admit(block)
        const collector = createCollector()
        const reading: Reading = {
          startedAt: now(),
          block,
          size: 0,
          isOver: false,
          older: undefined,
          newer: undefined,
          cut(why) {
            remove(reading)
            request.pause()
            onCut(why)
            reject(new RejectedRequest(why === 'bodies' ? tooManyBodies : bodyTooSlow))
          },
        }
        readings.add(reading)
        onStart?.()
        // Events, because an iterator over the stream would take longer than the rest of a small request.
        request.on('data', (chunk: Buffer<ArrayBuffer>) => {
          if (reading.isOver) return
          reading.size += chunk.length
          bytesHeld += chunk.length
          if (reading.size > bodyBytes) {
            remove(reading)
            request.pause()
            resolve(undefined)
            return
          }
          collector.add(chunk)
          // The oldest has had the most time to send what is held.
          if (bytesHeld > limits().readingBytes) readings.oldest?.cut('bodies')
        })
        request.on('end', () => {
          remove(reading)
          resolve(collector.all())
        })
        request.on('error', (cause) => {
          remove(reading)
          reject(new ClientGone('the client disconnected while sending the body', { cause }))
        })
      }),

    check() {
      const time = now()
      readings.forgetIdle()
      for (let reading = readings.oldest; reading;) {
        if (time - reading.startedAt < MIN_AGE_MS) return
        const { newer } = reading
        if (deficitOf(reading, time) > 0) reading.cut('slow-body')
        reading = newer
      }
    },

    makeRoom: () => cutSlowest(),
  }
}
