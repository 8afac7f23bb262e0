import {
  BrokenCircuitError,
  circuitBreaker,
  type CircuitBreakerPolicy,
  CircuitState,
  DelegateBackoff,
  handleWhen,
  type IBreaker,
  type IHalfOpenAfterBackoffContext,
  isBrokenCircuitError,
} from 'cockatiel'

/** Failures in a row, or a share of the calls of a while, from which an endpoint class counts as down. */
const CONSECUTIVE_FAILURES = 5
const SAMPLE_MS = 10_000
const SAMPLE_SHARE = 0.5
const SAMPLE_MINIMUM_CALLS = 20
/** How long it then rests before one probe, doubling with each probe that fails. */
const REST_MS = 10_000
const MAX_REST_MS = 60_000

interface Second {
  readonly startedAt: number
  calls: number
  failures: number
}

/** Counts calls, in a row and by the second. cockatiel's own sample goes on counting old ones while calls are rare. */
const createCount = (): IBreaker => {
  let inARow = 0
  let seconds: Second[] = []

  const count = (failures: 0 | 1): void => {
    const now = Date.now()
    seconds = seconds.filter(({ startedAt }) => now - startedAt < SAMPLE_MS)
    let second = seconds.at(-1)
    if (!second || now - second.startedAt >= 1_000) {
      second = { startedAt: now, calls: 0, failures: 0 }
      seconds.push(second)
    }
    second.calls += 1
    second.failures += failures
  }
  const sum = (what: 'calls' | 'failures') => seconds.reduce((total, second) => total + second[what], 0)

  return {
    state: undefined,
    success(state) {
      inARow = 0
      if (state === CircuitState.HalfOpen) seconds = []
      count(0)
    },
    failure() {
      inARow += 1
      count(1)
      const calls = sum('calls')
      const isShareFailed = calls >= SAMPLE_MINIMUM_CALLS && sum('failures') >= calls * SAMPLE_SHARE
      return inARow >= CONSECUTIVE_FAILURES || isShareFailed
    },
  }
}

/** Keeps calls away from an upstream that is down, one breaker per class of endpoints. */
export interface Breakers {
  /** Rejects with cockatiel's `BrokenCircuitError`, at once, while the class rests or its probe is under way. */
  run<Result>(name: string, call: () => Promise<Result>): Promise<Result>
}

export const isOpen = (error: unknown): boolean => error instanceof Error && isBrokenCircuitError(error)

/**
 * @param isOutage tells which errors mean that the upstream is down: not refusals, and not callers that left.
 * @param tell hears of each class when it is first met and whenever its rest begins or ends; a probe ends none.
 */
export const createBreakers = (
  isOutage: (error: unknown) => boolean,
  tell: (name: string, isOpen: boolean) => void = () => undefined,
): Breakers => {
  const breakers = new Map<string, CircuitBreakerPolicy>()
  const breakerOf = (name: string): CircuitBreakerPolicy => {
    const known = breakers.get(name)
    if (known) return known
    const breaker = circuitBreaker(handleWhen(isOutage), {
      halfOpenAfter: new DelegateBackoff<IHalfOpenAfterBackoffContext>(({ attempt }) =>
        Math.min(MAX_REST_MS, REST_MS * 2 ** (attempt - 1)),
      ),
      breaker: createCount(),
    })
    breaker.onBreak(() => tell(name, true))
    breaker.onReset(() => tell(name, false))
    tell(name, false)
    breakers.set(name, breaker)
    return breaker
  }
  return {
    async run(name, call) {
      const breaker = breakerOf(name)
      // cockatiel would let everybody wait for the probe, which may take as long as a call can.
      if (breaker.state === CircuitState.HalfOpen) throw new BrokenCircuitError()
      return breaker.execute(call)
    },
  }
}
