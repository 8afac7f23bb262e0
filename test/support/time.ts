import type { Clock } from '../../src/clock.ts'

/** A clock that stands still until it is told to go on; also the one of libraries that ask `Date`. */
export interface TestClock extends Clock {
  advance(ms: number): void
  /** Gives `Date` back. */
  release(): void
}

export const takeClock = (startMs = Date.now()): TestClock => {
  const real = Date.now
  let now = startMs
  Date.now = () => now
  return {
    now: () => now,
    advance: (ms) => void (now += ms),
    release: () => void (Date.now = real),
  }
}

/** Random numbers that are the same in every run. */
export const seededRandom = (seed: number): (() => number) => {
  let state = seed
  return () => {
    state = (state * 1_664_525 + 1_013_904_223) % 4_294_967_296
    return state / 4_294_967_296
  }
}

/** A clock for parts that are given one: stands still until it is told to go on, and leaves `Date` alone. */
export const standingClock = (startMs = 1_700_000_000_000): Clock & { advance(ms: number): void } => {
  let now = startMs
  return { now: () => now, advance: (ms) => void (now += ms) }
}
