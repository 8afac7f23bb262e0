import { type Recency, RecencyList } from '../datasources/loading/recency-list.ts'
import type { Cut } from '../telemetry/metrics.ts'

/** Minimum average speed: 1 kB/s. */
const MIN_BYTES_PER_MS = 1

/** Why the reading of a body was ended. */
export type BodyCut = Extract<Cut, 'slow-body' | 'bodies'>

/** A body that is being read. */
export interface Reading extends Recency<Reading> {
  readonly startedAt: number
  /** The client's address block. */
  readonly block: string
  /** Bytes that have arrived. */
  size: number
  isOver: boolean
  cut(why: BodyCut): void
}

/** Bytes by which a body is behind the minimum speed; negative where it is ahead. */
export const deficitOf = ({ startedAt, size }: Reading, now: number): number =>
  (now - startedAt) * MIN_BYTES_PER_MS - size

/**
 * The bodies that are being read, the oldest first. A list, since bodies come and go with each request: a `Set` would
 * keep each of its outgrown tables, and the requests in it, until the next full collection.
 */
export class Readings {
  readonly #byAge = new RecencyList<Reading>()
  /** Blocks that have none any more are forgotten at the next `forgetIdle`. */
  readonly #byBlock = new Map<string, number>()
  size = 0

  get oldest(): Reading | undefined {
    return this.#byAge.oldest
  }

  ofBlock(block: string): number {
    return this.#byBlock.get(block) ?? 0
  }

  add(reading: Reading): void {
    this.#byAge.touch(reading)
    this.#count(reading.block, 1)
  }

  /** False for one that was removed already. */
  remove(reading: Reading): boolean {
    if (reading.isOver) return false
    reading.isOver = true
    this.#byAge.remove(reading)
    this.#count(reading.block, -1)
    return true
  }

  /** @param block default: any */
  slowest(now: number, block?: string): Reading | undefined {
    let slowest: Reading | undefined
    for (let reading = this.oldest; reading; reading = reading.newer) {
      if (block !== undefined && reading.block !== block) continue
      if (!slowest || deficitOf(reading, now) > deficitOf(slowest, now)) slowest = reading
    }
    return slowest
  }

  forgetIdle(): void {
    for (const [block, count] of this.#byBlock) if (count === 0) this.#byBlock.delete(block)
  }

  #count(block: string, more: 1 | -1): void {
    this.size += more
    this.#byBlock.set(block, this.ofBlock(block) + more)
  }
}
