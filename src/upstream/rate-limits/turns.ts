/** A caller is active if it asked within this time. */
const ACTIVE_MS = 10_000
/** Active callers that are known by name. All others share one place. */
const MAX_PLACES = 1_000
const OTHERS = ''
/** Turns that a caller may catch up on. */
const MAX_LAG = 2
/** A new caller comes before callers who had the most turns, and after all others. */
const NEWCOMER_LEAD = 0.5

interface Place {
  turns: number
  askedAt: number
}

/** Whose turn it is: of the active callers, those who had the fewest turns go first. New names gain next to nothing. */
export class Turns {
  /** In the order in which they last asked. */
  readonly #places = new Map<string, Place>()
  /** Turns of the caller who had the most. */
  #most = 0

  /** Active callers, this one included. */
  count(name: string, now: number): number {
    this.#removeIdle(now)
    return this.#places.size + (this.#places.has(this.#placeOf(name)) ? 0 : 1)
  }

  /**
   * Active callers whose turn comes before this one's.
   * @param atMost where to stop counting
   * @param more turns that the caller is to have had in addition
   */
  countAhead(name: string, now: number, atMost: number, more = 0): number {
    this.#removeIdle(now)
    const own = this.#placeOf(name)
    const turns = this.#turnsOf(this.#places.get(own)) + more
    const floor = Math.max(this.#most, turns) - MAX_LAG
    let count = 0
    for (const [other, place] of this.#places) {
      if (count >= atMost) break
      if (other !== own && Math.max(place.turns, floor) < turns) count += 1
    }
    return count
  }

  /** Counts the caller as active. */
  ask(name: string, now: number): void {
    const own = this.#placeOf(name)
    const turns = this.#turnsOf(this.#places.get(own))
    this.#places.delete(own)
    this.#places.set(own, { turns, askedAt: now })
  }

  take(name: string): void {
    const place = this.#places.get(this.#placeOf(name))
    if (!place) return
    place.turns += 1
    this.#most = Math.max(this.#most, place.turns)
  }

  /** Gives a turn back that was not used. */
  drop(name: string): void {
    const place = this.#places.get(this.#placeOf(name))
    if (place) place.turns -= 1
  }

  #placeOf(name: string): string {
    return this.#places.has(name) || this.#places.size < MAX_PLACES ? name : OTHERS
  }

  #turnsOf(place: Place | undefined): number {
    return Math.max(place?.turns ?? this.#most - NEWCOMER_LEAD, this.#most - MAX_LAG)
  }

  #removeIdle(now: number): void {
    for (const [name, { askedAt }] of this.#places) {
      if (now - askedAt < ACTIVE_MS) return
      this.#places.delete(name)
    }
  }
}
