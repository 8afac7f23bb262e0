/** Smaller responses never wait. */
const SMALL_BYTES = 64 * 1024
/**
 * Bytes of larger ones that are built in one turn of the event loop: some milliseconds of work. One that has more has
 * begun, and the largest is finished first.
 */
const TURN_BYTES = 512 * 1024

/** A response while it is built. */
export interface Paced {
  /** Bytes so far. */
  readonly used: number
  /** Those of them that a turn of the event loop has been charged with. */
  charged: number
  /** Fulfilled in a later turn, where the response waits for one. */
  turn: Promise<void> | undefined
}

/** Turns of the event loop, which large responses share with all other work. */
export interface Turns {
  /** To be asked before a response grows. Undefined where it may grow at once; otherwise wait, then ask again. */
  wait(response: Paced): Promise<void> | undefined
  /** The next turn of a response. */
  next(response: Paced): Promise<void>
}

/**
 * Building a response of some megabytes takes longer than others should wait, and many of them may be ready to be built at
 * the same moment. Therefore each turn of the event loop builds a part of one. The largest is finished first, so that few are
 * half built. Every other turn is for the smallest that has just begun: small ones are not held up by large ones.
 * @param onNextTurn calls a function in the next turn of the event loop
 */
export const createTurns = (onNextTurn: (callback: () => void) => void = setImmediate): Turns => {
  const waiting = new Map<Paced, () => void>()
  let taken = 0
  let isScheduled = false
  let isLargestNext = false

  const pick = (): Paced | undefined => {
    let smallest: Paced | undefined
    let largest: Paced | undefined
    for (const response of waiting.keys()) {
      if (!smallest || response.used < smallest.used) smallest = response
      if (!largest || response.used > largest.used) largest = response
    }
    return isLargestNext || !smallest || smallest.used > TURN_BYTES ? largest : smallest
  }

  const schedule = (): void => {
    if (isScheduled) return
    isScheduled = true
    onNextTurn(begin)
  }

  const begin = (): void => {
    isScheduled = false
    taken = 0
    const response = pick()
    if (!response) return
    isLargestNext = !isLargestNext
    const resume = waiting.get(response)
    waiting.delete(response)
    response.turn = undefined
    resume?.()
    schedule()
  }

  const next = (response: Paced): Promise<void> => {
    schedule()
    response.turn ??= new Promise((resolve) => waiting.set(response, resolve))
    return response.turn
  }

  return {
    next,
    wait(response) {
      if (response.used < SMALL_BYTES || response.turn) return response.turn
      taken += response.used - response.charged
      response.charged = response.used
      schedule()
      return taken > TURN_BYTES ? next(response) : undefined
    },
  }
}

/** The event loop is one for the whole process. */
export const turns = createTurns()
