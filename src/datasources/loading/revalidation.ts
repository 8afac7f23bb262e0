import { setImmediate as nextTurn } from 'node:timers/promises'
import type { CallContext, GatewayRequest } from '../../request/request.ts'
import { createBackgroundTrace, type SentCall, type Trace } from '../../request/upstream-trace.ts'
import { MOST_TURNS } from './batch-timing.ts'
import type { CacheFiller } from './cache-filler.ts'

/** Turns of the event loop within which a batch is sent that waits for nothing but further keys. */
const TURNS_TO_SEND = MOST_TURNS + 1

const afterTurns = async (): Promise<'unsent'> => {
  for (let turn = 0; turn < TURNS_TO_SEND; turn += 1) await nextTurn()
  return 'unsent'
}

export interface RevalidationOptions<Credential, Value> {
  readonly filler: Pick<CacheFiller<Credential, Value>, 'fetch'>
  readonly maxBatchSize: number
  /** Adds a row to a request's trace. */
  readonly show: (request: GatewayRequest, call: SentCall) => void
}

export interface Revalidation<Credential> {
  readonly ids: readonly string[]
  readonly credential: Credential
  readonly request: GatewayRequest
  /** Throws where an id may not cause a call. */
  readonly admit: () => void
}

/**
 * Creates a function that fetches ids in the background, in batches that others share. A failure changes nothing. Where the
 * request has a trace, it returns a promise, fulfilled once the trace shows which calls are sent.
 */
export const createRevalidation = <Credential, Value>({
  filler,
  maxBatchSize,
  show,
}: RevalidationOptions<Credential, Value>) => {
  /** @param ids of one batch */
  const fetchTraced = async (
    trace: Trace,
    { ids, credential, request, admit }: Revalidation<Credential>,
  ): Promise<void> => {
    const background = createBackgroundTrace(trace, (call) => show(request, call))
    const context: CallContext = { id: request.id, span: request.span, trace: background.trace }
    let areInFlight = true
    const ended = filler.fetch({
      credential,
      ids,
      context,
      admit() {
        areInFlight = false
        admit()
      },
    })
    if (areInFlight) return show(request, { ids: ids.length, cache: 'coalesced' })
    const outcome = await Promise.race([background.decided, ended, afterTurns()])
    if (outcome === 'unsent') background.assume({ ids: ids.length, cache: 'miss' })
  }

  return (revalidation: Revalidation<Credential>): Promise<unknown> | undefined => {
    const { ids, credential, request, admit } = revalidation
    const { id, span, trace } = request
    if (!trace) {
      // Without the request's signal: it goes on after the response.
      void filler.fetch({ credential, ids, context: { id, span }, admit })
      return undefined
    }
    const batches: Promise<void>[] = []
    for (let first = 0; first < ids.length; first += maxBatchSize) {
      batches.push(fetchTraced(trace, { ...revalidation, ids: ids.slice(first, first + maxBatchSize) }))
    }
    return Promise.all(batches)
  }
}
