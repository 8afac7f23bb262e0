import { createCachedReads } from '../../../../src/datasources/loading/cached-reads.ts'
import type { Freshness } from '../../../../src/datasources/loading/freshness.ts'
import { createModelCache } from '../../../../src/datasources/loading/model-cache.ts'
import type { Scope } from '../../../../src/request/scope.ts'
import { type ErrorCode, GatewayError } from '../../../../src/errors.ts'
import type { GatewayRequest } from '../../../../src/request/request.ts'
import type { Saving } from '../../../../src/telemetry/observer.ts'
import { createTrace } from '../../../../src/request/upstream-trace.ts'
import { stubRequest } from '../../../../testing/execute-stubbed.ts'
import { standingClock } from '../../../support/time.ts'

export interface Thing {
  readonly name: string
}

/** Seconds where others have minutes and hours. */
export const FRESHNESS: Freshness = { freshMs: 1_000, revalidateMs: 10_000, staleMs: 100_000, absentMs: 500 }

export const refuse = (code: ErrorCode) => new GatewayError(code, 'the upstream refuses')

/** A request with a trace of its own. */
export const readRequest = (): GatewayRequest => ({ ...stubRequest(), trace: createTrace() })

type Upstream = (id: string, scope: Scope) => Thing | null | Error | Promise<Thing>

/** Cached reads of an upstream that the test controls. At first it has every id. */
export const createReadsStage = () => {
  const clock = standingClock()
  const cache = createModelCache(1024 * 1024, clock)
  const fetches: string[] = []
  const savings = new Map<Saving, number>()
  let upstream: Upstream = (id, scope) => ({ name: `${id} for ${scope}` })
  const reads = createCachedReads<{ readonly scope: Scope }, Thing>({
    network: 'mixin',
    kind: 'thing',
    freshness: FRESHNESS,
    // One at a time: a batch is sent at once, and no timer is needed.
    maxBatchSize: 1,
    cache,
    clock,
    observer: {
      call: () => undefined,
      saved: (_, how, count) => void savings.set(how, (savings.get(how) ?? 0) + count),
      unusable: () => undefined,
      circuitOpen: () => undefined,
      security: () => undefined,
    },
    async fetchMany({ scope }, [id = ''], { trace }) {
      fetches.push(id)
      trace?.sending?.({ ids: 1, cache: 'miss' })
      const thing = await upstream(id, scope)
      if (thing instanceof Error) throw thing
      return [thing]
    },
  })

  return {
    clock,
    cache,
    reads,
    savings,
    /** From now on the upstream resolves each id with this value, null or error. */
    play: (next: Upstream) => void (upstream = next),
    /** From now on every id fails with this code. */
    fail: (code: ErrorCode) => void (upstream = () => refuse(code)),
    /** Ids fetched since the last call of this. */
    fetched: (): string[] => fetches.splice(0),
    /** What one request gets: the value or the error's code, its staleness, and the trace. */
    async read(id: string, { scope = 'viewer:a', admit }: { scope?: Scope; admit?: () => void } = {}) {
      const request = readRequest()
      const [found] = await reads.loadMany([id], { credential: { scope }, request, admit })
      const value = found instanceof GatewayError ? found.code : found
      // Background work ends before the next read.
      await new Promise((resolve) => setImmediate(resolve))
      const [staleness] = [...request.stale.values()]
      const { calls, summary } = request.trace?.report() ?? { calls: [], summary: undefined }
      return { value, staleness, cache: calls.map((call) => call.cache), summary }
    },
  }
}

export type ReadsStage = ReturnType<typeof createReadsStage>
