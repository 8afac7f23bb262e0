/** Milliseconds that a batch of one key lingers at most, counted from when its scope last sent a batch. */
const LINGER_MS = 30
/** A batch of so many keys does not linger. */
const ENOUGH_KEYS = 25

/** A batch that still takes keys. */
export interface PendingBatch {
  readonly keys: readonly string[]
  readonly maxBatchSize: number
  /** Whether it holds what did not fit into the batch before it. */
  readonly isOverflow: boolean
  /** When its scope last sent a batch, by `performance.now()`; -Infinity for never. */
  readonly lastSentAt: () => number
  /** Sends it; does nothing where it has been sent. */
  readonly send: () => void
}

export interface BatchTimer {
  /** To be called when the batch has another key. */
  added(): void
  cancel(): void
}

/**
 * The timing policy: decides when a pending batch is sent. No other file does, except that a full batch is sent when
 * another key arrives.
 *
 * - A call that takes one key is sent in a microtask.
 * - Otherwise a batch is sent at the end of the turn of the event loop, with all keys of that turn.
 * - Soon after another batch of its scope it lingers for more keys, the shorter the more it has.
 */
export const scheduleBatch = (batch: PendingBatch): BatchTimer => {
  const { keys, maxBatchSize, isOverflow, lastSentAt, send } = batch
  let timer: NodeJS.Timeout | undefined
  const sendOrLinger = (): void => {
    const lingerMs = isOverflow ? 0 : LINGER_MS * (1 - keys.length / ENOUGH_KEYS)
    const waitMs = lastSentAt() + lingerMs - performance.now()
    if (waitMs > 0) timer = setTimeout(sendOrLinger, waitMs)
    else send()
  }
  if (maxBatchSize === 1) queueMicrotask(send)
  else setImmediate(sendOrLinger)
  return {
    added() {
      if (keys.length === ENOUGH_KEYS) setImmediate(send)
    },
    cancel: () => clearTimeout(timer),
  }
}
