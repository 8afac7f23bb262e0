import type { Port } from '../../src/workers/link.ts'

/** Both ends of a channel between processes, within this one. */
export interface PortPair {
  readonly primary: Port
  readonly worker: Port
  /** Messages so far, in both directions. */
  sent(): number
  /** The worker is busy: it gets no message until the result is called. */
  holdWorker(): () => void
}

export const createPortPair = (): PortPair => {
  let sent = 0
  const createEnd = () => {
    const listeners: ((message: unknown) => void)[] = []
    let held: (() => void)[] | undefined
    return {
      hold() {
        held = []
        return () => {
          for (const deliver of held ?? []) deliver()
          held = undefined
        }
      },
      deliver: (message: unknown): void => {
        sent += 1
        // As between processes: a copy, later.
        const copy = structuredClone(message)
        const deliver = (): void => queueMicrotask(() => listeners.forEach((listener) => listener(copy)))
        if (held) held.push(deliver)
        else deliver()
      },
      onMessage: (listener: (message: unknown) => void) => void listeners.push(listener),
    }
  }
  const [one, other] = [createEnd(), createEnd()]
  return {
    primary: { send: other.deliver, onMessage: one.onMessage },
    worker: { send: one.deliver, onMessage: other.onMessage },
    sent: () => sent,
    holdWorker: other.hold,
  }
}
