import type { Cancellation } from '../../cancellation.ts'
import { GatewayError, isGatewayError } from '../../errors.ts'
import type { Observer } from '../../telemetry/observer.ts'
import { TransportFailure } from '../../upstream/send-request.ts'

/**
 * A registration takes two of the server's five database connections, one after the other: five at once would wait for
 * each other until the server is restarted. @see docs/networks/sealtalk.md#parallel-registrations
 */
const MAX_UNDER_WAY = 2
const MAX_WAIT_MS = 4_000
const MAX_WAITING = 1_000
const MAX_WAITING_OF_ONE = 16
/** The server may work on a registration long after its caller was told nothing. */
const LOST_MS = 20_000

/** Limits how many registrations are under way at one server. */
export interface Registrations {
  /**
   * Makes the call once fewer than two are under way. Callers take turns. Throws RATE_LIMITED, with nothing sent, if
   * that takes too long.
   */
  run<Result>(
    caller: { readonly origin: string; readonly signal?: Cancellation | undefined },
    call: () => Promise<Result>,
  ): Promise<Result>
}

const isLost = (error: unknown): boolean =>
  isGatewayError(error) && error.cause instanceof TransportFailure && error.cause.kind === 'timeout'

export const createRegistrations = (observer: Observer): Registrations => {
  let underWay = 0
  /** By caller, in the order of their turns. */
  const queues = new Map<string, (() => void)[]>()
  let waiting = 0

  const leave = (origin: string, waiter: () => void): void => {
    const left = queues.get(origin)?.filter((other) => other !== waiter) ?? []
    waiting -= 1
    queues.delete(origin)
    // To the end: the others have their turn first.
    if (left.length > 0) queues.set(origin, left)
  }

  const release = (): void => {
    const [next] = queues
    const [origin, [waiter] = []] = next ?? []
    if (origin === undefined || !waiter) {
      underWay -= 1
      return
    }
    leave(origin, waiter)
    waiter()
  }

  const refuse = (): never => {
    observer.saved('sealtalk', 'refused', 1)
    const message =
      'Too many registrations are under way at this SealTalk server. Nothing was sent. Retry later.'
    throw new GatewayError('RATE_LIMITED', message, { network: 'sealtalk', retryAfterMs: MAX_WAIT_MS })
  }

  /** Resolves with whether it is the caller's turn. */
  const turn = (origin: string, signal: Cancellation | undefined): Promise<boolean> =>
    new Promise((resolve) => {
      const settle = (isTurn: boolean): void => {
        clearTimeout(timer)
        signal?.removeEventListener('abort', giveUp)
        resolve(isTurn)
      }
      const waiter = (): void => settle(true)
      const giveUp = (): void => {
        leave(origin, waiter)
        settle(false)
      }
      const timer = setTimeout(giveUp, MAX_WAIT_MS)
      signal?.addEventListener('abort', giveUp)
      waiting += 1
      queues.set(origin, [...(queues.get(origin) ?? []), waiter])
    })

  const enter = async (origin: string, signal: Cancellation | undefined): Promise<void> => {
    if (signal?.aborted) return refuse()
    if (underWay < MAX_UNDER_WAY) {
      underWay += 1
      return
    }
    const isFull = waiting >= MAX_WAITING || (queues.get(origin)?.length ?? 0) >= MAX_WAITING_OF_ONE
    if (isFull || !(await turn(origin, signal))) refuse()
  }

  return {
    async run({ origin, signal }, call) {
      await enter(origin, signal)
      let holdMs = 0
      try {
        return await call()
      } catch (error) {
        if (isLost(error)) holdMs = LOST_MS
        throw error
      } finally {
        if (holdMs === 0) release()
        else setTimeout(release, holdMs).unref()
      }
    },
  }
}
