import { setImmediate } from 'node:timers/promises'

/**
 * The gateway as it is shipped, in a process that tells its parent what it holds. Run by `node --expose-gc` with
 * a channel to the parent; each message is answered by a `Held`.
 */

/** What the process holds once everything that nobody needs is gone. Bytes. */
export interface Held {
  readonly heap: number
  /** Beside the heap: buffers of bodies, for the most part. */
  readonly buffers: number
  /** As the machine sees it, before anything was collected. */
  readonly rss: number
  /** Kinds of things that keep the process going, such as `TCPSocketWrap`, and how many there are. */
  readonly resources: Readonly<Record<string, number>>
}

const hold = async (): Promise<Held> => {
  const { rss } = process.memoryUsage()
  // What the first round lets go of may hold something that only the second can take.
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
