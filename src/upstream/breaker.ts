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

/** A circuit opens after so many consecutive failures, or when this share of recent calls failed. */
const CONSECUTIVE_FAILURES = 5
const SAMPLE_MS = 10_000
const SAMPLE_SHARE = 0.5
const SAMPLE_MINIMUM_CALLS = 20
/** How long a circuit stays open before a probe; doubles with each failed probe. */
const OPEN_MS = 10_000
const MAX_OPEN_MS = 60_000

interface Second {
  readonly startedAt: number
  calls: number
  failures: number
}

/**
 * Decides when to open: consecutive failures, or a share of the last seconds' calls. cockatiel's own
 * `SamplingBreaker` keeps counting old calls while calls are rare.
 */
const createBreaker = (): IBreaker => {
  let consecutiveFailures = 0
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
  const sum = (key: 'calls' | 'failures') => seconds.reduce((total, second) => total + second[key], 0)

  return {
    state: undefined,
    success(state) {
      consecutiveFailures = 0
      if (state === CircuitState.HalfOpen) seconds = []
      count(0)
    },
    failure() {
      consecutiveFailures += 1
      count(1)
      const calls = sum('calls')
      const hasFailedShare = calls >= SAMPLE_MINIMUM_CALLS && sum('failures') >= calls * SAMPLE_SHARE
      return consecutiveFailures >= CONSECUTIVE_FAILURES || hasFailedShare
    },
  }
}

/** Stops calls to an upstream that is down, with one circuit per limit class. */
export interface Breakers {
  /** Rejects at once with cockatiel's `BrokenCircuitError` while the circuit is open or a probe is running. */
  run<Result>(name: string, call: () => Promise<Result>): Promise<Result>
}

export const isCircuitOpen = (error: unknown): boolean =>
  error instanceof Error && isBrokenCircuitError(error)

/**
 * @param isOutage whether an error means that the upstream is down; refusals and cancelled calls do not
 * @param onChange called when a class is first used and whenever its circuit opens or closes, but not for probes
 */
export const createBreakers = (
  isOutage: (error: unknown) => boolean,
  onChange: (name: string, isOpen: boolean) => void = () => undefined,
): Breakers => {
  const breakers = new Map<string, CircuitBreakerPolicy>()
  const breakerOf = (name: string): CircuitBreakerPolicy => {
    const known = breakers.get(name)
    if (known) return known
    const breaker = circuitBreaker(handleWhen(isOutage), {
      halfOpenAfter: new DelegateBackoff<IHalfOpenAfterBackoffContext>(({ attempt }) =>
        Math.min(MAX_OPEN_MS, OPEN_MS * 2 ** (attempt - 1)),
      ),
      breaker: createBreaker(),
    })
    breaker.onBreak(() => onChange(name, true))
    breaker.onReset(() => onChange(name, false))
    onChange(name, false)
    breakers.set(name, breaker)
    return breaker
  }
  return {
    async run(name, call) {
      const breaker = breakerOf(name)
      // cockatiel would make all callers wait for the probe, which may take until its time-out.
      if (breaker.state === CircuitState.HalfOpen) throw new BrokenCircuitError()
      return breaker.execute(call)
    },
  }
}
