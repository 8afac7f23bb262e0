import { vi } from 'vitest'
import { createBatcher } from '../../../../src/datasources/loading/batcher.ts'
import type { Found } from '../../../../src/datasources/loading/gathering.ts'
import type { CallContext } from '../../../../src/request/request.ts'

/** A fetch that goes on until the test ends it, or until nobody waits for it any more. */
export interface OpenFetch {
  readonly scope: string
  readonly keys: readonly string[]
  readonly context: CallContext
  /** Resolves with these values, in the order of the keys. Default: each key's own name. */
  answer(found?: Found<string>): void
  fail(error: Error): void
  readonly isOver: () => boolean
}

export interface BatcherAsking {
  readonly scope?: string
  readonly context?: CallContext
  readonly admit?: () => void
}

/** Time stands still, but for a millisecond between turns. */
export const fakeTurns = (): void =>
  void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'setImmediate', 'performance'] })

/** The end of this turn of the event loop, and whatever promises do then. */
export const passTurn = async (): Promise<void> => {
  await (vi.getTimerCount() > 0 ? vi.advanceTimersToNextTimerAsync() : vi.advanceTimersByTimeAsync(0))
}

/** The end of this turn and of those that follow it, until nothing is planned for one. */
export const endTurns = async (): Promise<void> => {
  do await passTurn()
  while (vi.getTimerCount() > 0)
}

/**
 * A batcher whose fetches the test resolves.
 * @param cancelsLate a cancelled fetch ends only when the test resolves it, as where its connection hangs
 */
export const createBatcherStage = (maxBatchSize = 100, cancelsLate = false, maxFetches?: number) => {
  const fetches: OpenFetch[] = []
  let shared = 0
  const batcher = createBatcher<string, string>({
    network: 'mixin',
    kind: 'user',
    maxBatchSize,
    maxFetches,
    onShared: () => void (shared += 1),
    fetchMany(scope, keys, context) {
      const { promise, resolve, reject } = Promise.withResolvers<Found<string>>()
      let isOver = false
      const fetch: OpenFetch = {
        scope,
        keys,
        context,
        isOver: () => isOver,
        answer(found = keys.map((key) => `${scope}'s ${key}`)) {
          isOver = true
          if (context.signal?.aborted) reject(new Error('cancelled'))
          else resolve(found)
        },
        fail(error) {
          isOver = true
          reject(error)
        },
      }
      context.signal?.addEventListener('abort', () => cancelsLate || fetch.fail(new Error('cancelled')))
      fetches.push(fetch)
      return promise
    },
  })

  return {
    fetches,
    /** How many keys joined a batch that had them already. */
    shared: () => shared,
    /** Fetches that have not ended and that somebody waits for. */
    underWay: () => fetches.filter(({ isOver, context }) => !isOver() && !context.signal?.aborted),
    /** Keys of all fetches so far. */
    sent: () => fetches.map(({ keys }) => keys),
    async ask(keys: readonly string[], { scope = 'A', context, admit }: BatcherAsking = {}) {
      const asked = { scope, credential: scope, keys, context: context ?? { id: 'somebody' }, admit }
      return batcher.load(asked)
    },
    invalidate: (key: string) => batcher.invalidate(key),
    answerAll(): void {
      for (const fetch of fetches) if (!fetch.isOver()) fetch.answer()
    },
  }
}

export const keysOf = (count: number, from = 0): string[] =>
  Array.from({ length: count }, (_, index) => `key ${from + index}`)
