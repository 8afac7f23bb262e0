/** The gateway's source of time; tests inject their own. */
export interface Clock {
  /** Milliseconds since an arbitrary moment, which never jump: for how long something lasts, in this process only. */
  now(): number
  /**
   * Milliseconds since 1970 by the machine's clock, which somebody may set: for dates that others read, and for those
   * that others wrote.
   */
  date(): number
}

export const systemClock: Clock = { now: () => performance.now(), date: () => Date.now() }
