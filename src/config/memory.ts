import { totalmem } from 'node:os'
import { getHeapStatistics } from 'node:v8'

/** Memory that the gateway may use, in bytes. */
export interface MemoryAtHand {
  /** The container's limit, or the machine's memory where there is none. */
  readonly processBytes: number
  /** At which V8 gives up, in one process. */
  readonly heapBytes: number
}

const MIB = 2 ** 20
const LEAST_CACHE_BYTES = 16 * MIB
/** What a worker needs beside its cache. */
const LEAST_HEAP_BYTES = 96 * MIB

export const memoryAtHand = (): MemoryAtHand => {
  const machineBytes = totalmem()
  // Zero, or more than there is, where nothing limits the process.
  const limitBytes = process.constrainedMemory() || machineBytes
  return {
    processBytes: Math.min(machineBytes, limitBytes),
    heapBytes: getHeapStatistics().heap_size_limit,
  }
}

const inWholeMiB = (bytes: number): number => Math.floor(bytes / MIB) * MIB

/**
 * Bytes at which V8 gives up in each of several workers: together half of the memory, as for one process by itself, and
 * at least 96 MiB each.
 */
export const workerHeapBytes = (
  workers: number,
  { processBytes, heapBytes }: MemoryAtHand = memoryAtHand(),
): number => Math.max(LEAST_HEAP_BYTES, inWholeMiB(Math.min(heapBytes, processBytes / 2 / workers)))

/**
 * Bytes for the cache, or for those of all workers together: an eighth of the memory, at most a quarter of the heaps, in
 * whole MiB and at least 16 of them.
 */
export const cacheBytesFor = (memory: MemoryAtHand = memoryAtHand(), workers = 1): number => {
  const heapBytes = workers === 1 ? memory.heapBytes : workers * workerHeapBytes(workers, memory)
  return Math.max(LEAST_CACHE_BYTES, inWholeMiB(Math.min(memory.processBytes / 8, heapBytes / 4)))
}

/**
 * Options of Node.js for each of several workers: the bound of its heap, where V8 would take more by itself, unless the
 * operator has set one.
 * @param given options in force
 */
export const workerOptions = (
  workers: number,
  given: readonly string[],
  memory: MemoryAtHand = memoryAtHand(),
): readonly string[] => {
  const heapBytes = workerHeapBytes(workers, memory)
  const isBounded = given.some((option) => /max[-_]old[-_]space[-_]size/.test(option))
  return isBounded || heapBytes >= inWholeMiB(memory.heapBytes)
    ? []
    : [`--max-old-space-size=${heapBytes / MIB}`]
}

/** Between these, V8 takes a young generation of 2 MiB by itself: too little for the requests in progress. */
const SMALL_BYTES = { least: 256 * MIB, below: 768 * MIB }
/** MiB, as V8 takes it by itself where there is more memory. */
const SEMI_SPACE_MIB = 16

/**
 * An option of Node.js for a process that has little memory for itself: the size of its young generation. Undefined where
 * V8 takes as much by itself, where the memory is too small for it, or where the operator has set it.
 * @param given options in force
 */
export const youngGenerationOption = (
  given: readonly string[],
  { processBytes }: MemoryAtHand = memoryAtHand(),
): string | undefined => {
  const isSet = given.some((option) => /max[-_]semi[-_]space[-_]size/.test(option))
  const isSmall = processBytes >= SMALL_BYTES.least && processBytes < SMALL_BYTES.below
  return isSmall && !isSet ? `--max-semi-space-size=${SEMI_SPACE_MIB}` : undefined
}
