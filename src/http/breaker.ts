import {
  circuitBreaker,
  type CircuitBreakerPolicy,
  ConsecutiveBreaker,
  DelegateBackoff,
  handleWhen,
  type IBreaker,
  type IHalfOpenAfterBackoffContext,
  isBrokenCircuitError,
  SamplingBreaker,
} from 'cockatiel'

/** Failures in a row, or a share of the calls of a while, from which an endpoint class counts as down. */
const CONSECUTIVE_FAILURES = 5
const SAMPLE_MS = 10_000
const SAMPLE_THRESHOLD = 0.5
const SAMPLE_MINIMUM_CALLS = 20
/** How long it then rests before one probe, doubling with each probe that fails. */
const REST_MS = 10_000
const MAX_REST_MS = 60_000

/** Opens where either of two breakers would. */
const either = (one: IBreaker, other: IBreaker): IBreaker => ({
  get state() {
    return [one.state, other.state]
  },
  set state(value) {
    if (Array.isArray(value)) [one.state, other.state] = value as [unknown, unknown]
  },
  success(state) {
    one.success(state)
    other.success(state)
  },
  failure(state) {
    // Both must count, whatever the first says.
    const opens = [one.failure(state), other.failure(state)]
    return opens.some(Boolean)
  },
})

/** Keeps calls away from an upstream that is down, one breaker per class of endpoints. */
export interface Breakers {
  /** Rejects with cockatiel's `BrokenCircuitError`, at once, while the class rests. */
  run<Result>(name: string, call: () => Promise<Result>): Promise<Result>
}

export const isResting = (error: unknown): boolean => error instanceof Error && isBrokenCircuitError(error)

/** @param isOutage tells which errors mean that the upstream is down: not refusals, and not callers that left. */
export const createBreakers = (isOutage: (error: unknown) => boolean): Breakers => {
  const breakers = new Map<string, CircuitBreakerPolicy>()
  const breakerOf = (name: string): CircuitBreakerPolicy => {
    const known = breakers.get(name)
    if (known) return known
    const breaker = circuitBreaker(handleWhen(isOutage), {
      halfOpenAfter: new DelegateBackoff<IHalfOpenAfterBackoffContext>(({ attempt }) =>
        Math.min(MAX_REST_MS, REST_MS * 2 ** (attempt - 1)),
      ),
      breaker: either(
        new ConsecutiveBreaker(CONSECUTIVE_FAILURES),
        new SamplingBreaker({
          threshold: SAMPLE_THRESHOLD,
          duration: SAMPLE_MS,
          minimumRps: SAMPLE_MINIMUM_CALLS / (SAMPLE_MS / 1000),
        }),
      ),
    })
    breakers.set(name, breaker)
    return breaker
  }
  return { run: (name, call) => breakerOf(name).execute(call) }
}
