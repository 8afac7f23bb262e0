import type { Port } from '../../src/workers/link.ts'

/** Both ends of a channel between processes, within this one. */
export interface PortPair {
  readonly primary: Port
  readonly worker: Port
  /** Messages so far, in both directions. */
  sent(): number
}

export const createPortPair = (): PortPair => {
  let sent = 0
  const createEnd = () => {
    const listeners: ((message: unknown) => void)[] = []
    return {
      deliver: (message: unknown): void => {
        sent += 1
        // As between processes: a copy, later.
        const copy = structuredClone(message)
        queueMicrotask(() => listeners.forEach((listener) => listener(copy)))
      },
      onMessage: (listener: (message: unknown) => void) => void listeners.push(listener),
    }
  }
  const [one, other] = [createEnd(), createEnd()]
  return {
    primary: { send: other.deliver, onMessage: one.onMessage },
    worker: { send: one.deliver, onMessage: other.onMessage },
    sent: () => sent,
  }
}
