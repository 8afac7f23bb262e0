import type { Clock } from '../../src/clock.ts'

/** A clock that stands still until it is told to go on. */
export interface StandingClock extends Clock {
  advance(ms: number): void
  /** Somebody sets the machine's clock: the date changes, and no time passes. */
  set(ms: number): void
}

/** The same, also for libraries that ask `Date`. */
export interface TestClock extends StandingClock {
  /** Gives `Date` back. */
  release(): void
}

export const takeClock = (startMs = Date.now()): TestClock => {
  const real = Date.now
  const clock = standingClock(startMs)
  Date.now = clock.date
  return { ...clock, release: () => void (Date.now = real) }
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
export const standingClock = (startMs = 1_700_000_000_000): StandingClock => {
  let now = startMs
  let setBy = 0
  return {
    now: () => now,
    date: () => now + setBy,
    advance: (ms) => void (now += ms),
    set: (ms) => void (setBy += ms),
  }
}

/** A clock whose date is its time. */
export const clockOf = (now: () => number): Clock => ({ now, date: now })
