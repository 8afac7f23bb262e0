/** The gateway's source of time; tests inject their own. */
export interface Clock {
  /** Milliseconds since 1970. */
  now(): number
}

export const systemClock: Clock = { now: () => Date.now() }

/** Time that never jumps, in milliseconds: for how long something lasts. An injected clock stands for both. */
export const monotonicOf = (clock: Clock): (() => number) =>
  clock === systemClock ? () => performance.now() : () => clock.now()
