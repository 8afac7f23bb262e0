import { totalmem } from 'node:os'
import { getHeapStatistics } from 'node:v8'

/** Memory that the process may use, in bytes. */
export interface MemoryAtHand {
  /** The container's limit, or the machine's memory where there is none. */
  readonly processBytes: number
  /** At which V8 gives up. */
  readonly heapBytes: number
}

const LEAST_BYTES = 16 * 2 ** 20

const memoryAtHand = (): MemoryAtHand => {
  const machineBytes = totalmem()
  // Zero, or more than there is, where nothing limits the process.
  const limitBytes = process.constrainedMemory() || machineBytes
  return {
    processBytes: Math.min(machineBytes, limitBytes),
    heapBytes: getHeapStatistics().heap_size_limit,
  }
}

/** Bytes for the cache: an eighth of the memory, at most a quarter of the heap, in whole MiB and at least 16 of them. */
export const cacheBytesFor = ({ processBytes, heapBytes }: MemoryAtHand = memoryAtHand()): number =>
  Math.max(LEAST_BYTES, Math.floor(Math.min(processBytes / 8, heapBytes / 4) / 2 ** 20) * 2 ** 20)
