import { hash } from 'node:crypto'
import type { CircuitChange } from '../telemetry/observer.ts'

/**
 * What a failed attempt says about the upstream. `outage`: nothing that a caller sends can cause it, such as a
 * refused connection. `doubtful`: perhaps the caller's own data, such as a 500.
 */
export type FailureKind = 'outage' | 'doubtful'

/** Who made a call, and what it was about. */
export interface CallOrigin {
  /** The viewer's scope, else the client's network. */
  readonly origin: string
  /** Evaluated only if the call fails. Two calls about the same thing have the same subject. */
  readonly subject: () => string
}

/** Why a circuit has to open. */
export type Opening = Extract<CircuitChange, { readonly to: 'open' }>

/** Consecutive outages that open a circuit. */
const CONSECUTIVE_OUTAGES = 5
/** Share of recent calls that open a circuit if they are outages. */
const SAMPLE_MS = 10_000
const SAMPLE_SHARE = 0.5
const SAMPLE_MINIMUM_CALLS = 20
/** Callers whose own data may be the reason: the same from so many counts for all. Opens a circuit. */
export const DOUBTFUL_CALLERS = 3
/** Subjects with a doubtful failure that open a circuit if there are fewer callers. */
const DOUBTFUL_SUBJECTS = 10

interface Success {
  readonly origin: string
  readonly at: number
}

interface Second {
  readonly startedAt: number
  calls: number
  outages: number
}

/** Counts the failures of one class of calls and decides when its circuit opens. Its size is bounded. */
export class FailureCount {
  readonly #now: () => number
  #consecutiveOutages = 0
  readonly #seconds: Second[] = []
  readonly #callers = new Set<string>()
  readonly #subjects = new Set<string>()
  /** The last success of the callers that succeeded last, the latest at the end. */
  #successes: readonly Success[] = []

  constructor(now: () => number) {
    this.#now = now
  }

  success({ origin }: CallOrigin): void {
    this.#consecutiveOutages = 0
    // Emptying a set takes time even where it is empty, and this is called for each call.
    if (this.#callers.size > 0) this.#callers.clear()
    if (this.#subjects.size > 0) this.#subjects.clear()
    const others = this.#successes.filter((success) => success.origin !== origin)
    if (others.length === DOUBTFUL_CALLERS) others.shift()
    others.push({ origin, at: this.#now() })
    this.#successes = others
    this.#sample(0)
  }

  /** Returns why the circuit has to open; undefined if it stays closed. */
  failure(kind: FailureKind, { origin, subject }: CallOrigin): Opening | undefined {
    if (kind === 'outage') {
      this.#consecutiveOutages += 1
      this.#sample(1)
      return this.#isOutage() ? this.#opening('outage') : undefined
    }
    this.#sample(0)
    this.#callers.add(origin)
    // A subject may be a phone number, which does not stay in memory.
    if (this.#subjects.size < DOUBTFUL_SUBJECTS) this.#subjects.add(hash('sha256', subject(), 'base64url'))
    if (this.#callers.size >= DOUBTFUL_CALLERS) return this.#opening('callers')
    const isOpening = this.#subjects.size >= DOUBTFUL_SUBJECTS && !this.#othersSucceed()
    return isOpening ? this.#opening('subjects') : undefined
  }

  #isOutage(): boolean {
    const calls = this.#sum('calls')
    const hasFailedShare = calls >= SAMPLE_MINIMUM_CALLS && this.#sum('outages') >= calls * SAMPLE_SHARE
    return this.#consecutiveOutages >= CONSECUTIVE_OUTAGES || hasFailedShare
  }

  /** Whether a caller without a failure succeeded lately: then the others may fail by their own data. */
  #othersSucceed(): boolean {
    const now = this.#now()
    return this.#successes.some(({ origin, at }) => now - at < SAMPLE_MS && !this.#callers.has(origin))
  }

  #opening(reason: Opening['reason']): Opening {
    return {
      to: 'open',
      reason,
      failures: this.#consecutiveOutages,
      callers: this.#callers.size,
      subjects: this.#subjects.size,
    }
  }

  #sample(outages: 0 | 1): void {
    const now = this.#now()
    while (this.#seconds[0] && now - this.#seconds[0].startedAt >= SAMPLE_MS) this.#seconds.shift()
    let second = this.#seconds.at(-1)
    if (!second || now - second.startedAt >= 1_000) {
      second = { startedAt: now, calls: 0, outages: 0 }
      this.#seconds.push(second)
    }
    second.calls += 1
    second.outages += outages
  }

  #sum(key: 'calls' | 'outages'): number {
    return this.#seconds.reduce((total, second) => total + second[key], 0)
  }
}
