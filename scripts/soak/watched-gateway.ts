import { setImmediate } from 'node:timers/promises'

/**
 * The gateway as shipped, in a process that reports its memory and handles. Run it by `node --expose-gc` with an IPC
 * channel: the reply to each message is a `Held`.
 */

/** Memory in bytes after garbage collection, and handles. */
export interface Held {
  readonly heap: number
  /** Memory outside the heap, mostly buffers of bodies. */
  readonly buffers: number
  /** Resident set, before garbage collection. */
  readonly rss: number
  /** Number of active resources by kind, for example `TCPSocketWrap`. */
  readonly resources: Readonly<Record<string, number>>
}

const hold = async (): Promise<Held> => {
  const { rss } = process.memoryUsage()
  // Objects that the first collection frees may hold others that only a second one frees.
  for (let round = 0; round < 2; round += 1) {
    globalThis.gc?.()
    await setImmediate()
  }
  const { heapUsed, external, arrayBuffers } = process.memoryUsage()
  const resources: Record<string, number> = {}
  for (const kind of process.getActiveResourcesInfo()) resources[kind] = (resources[kind] ?? 0) + 1
  return { heap: heapUsed, buffers: Math.max(external, arrayBuffers), rss, resources }
}

if (!globalThis.gc || !process.send) throw new Error('run this by node --expose-gc, with a channel')
process.on('message', () => void hold().then((held) => process.send?.(held)))

await import('../../src/main.ts')
