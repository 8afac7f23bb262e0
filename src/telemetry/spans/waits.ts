/** The path of a field in a response: names, and indexes of lists. */
export interface ResponsePath {
  readonly prev: ResponsePath | undefined
  readonly key: string | number
}

/** The waits of one field of the document, for all items of the lists above it. */
export interface Wait {
  /** Its schema coordinate, for example `User.app`. */
  readonly field: string
  /** Names in the response and `*` for the items of a list, for example `nodes.*.user`. */
  readonly path: string
  /** Number of waits: one for each item of the lists above it. */
  readonly items: number
  /** Start of the first wait and end of the last, by `performance.now()`. */
  readonly startedAt: number
  readonly endedAt: number
  /** `ok`, the error code of the first failure, or `cancelled` where a wait had not ended. */
  readonly outcome: string
}

/** The waits of an operation, one for each field of its document. */
export interface Waits {
  /** @returns ends the wait: `ok`, `cancelled` or an error code */
  begin(field: string, path: ResponsePath, startedAt: number): (outcome: string) => void
  /** The current waits in the order of their start. */
  all(): readonly Wait[]
}

/** Characters of a name that the client chose: of an operation or an alias. */
export const MAX_NAME_LENGTH = 64

/** Fields that are recorded for one operation, since nested spreads can grow exponentially. */
const MAX_PLACES = 128

type Writable<Type> = { -readonly [Key in keyof Type]: Type[Key] }

interface Place extends Writable<Wait> {
  pending: number
}

const textOf = ({ prev, key }: ResponsePath): string => {
  const own = typeof key === 'number' ? '*' : key.slice(0, MAX_NAME_LENGTH)
  return prev ? `${textOf(prev)}.${own}` : own
}

/** A failure takes precedence over a cancelled wait. */
const isWorse = (outcome: string, than: string): boolean =>
  than === 'ok' || (than === 'cancelled' && outcome !== 'ok')

export const createWaits = (): Waits => {
  const places = new Map<string, Place>()

  const placeOf = (field: string, path: string, startedAt: number): Place | undefined => {
    const key = `${field} ${path}`
    const known = places.get(key)
    if (known || places.size >= MAX_PLACES) return known
    const place = { field, path, items: 0, pending: 0, startedAt, endedAt: startedAt, outcome: 'ok' }
    places.set(key, place)
    return place
  }

  return {
    begin(field, path, startedAt) {
      const place = placeOf(field, textOf(path), startedAt)
      if (!place) return () => undefined
      place.items += 1
      place.pending += 1
      return (outcome) => {
        place.pending -= 1
        place.endedAt = performance.now()
        if (isWorse(outcome, place.outcome)) place.outcome = outcome
      }
    },
    all: () =>
      [...places.values()].map(({ pending, ...wait }) =>
        pending === 0
          ? wait
          : {
              ...wait,
              endedAt: performance.now(),
              outcome: isWorse('cancelled', wait.outcome) ? 'cancelled' : wait.outcome,
            },
      ),
  }
}
