/** Where a field stands in an answer: its names there, and indexes of lists. */
export interface AnswerPath {
  readonly prev: AnswerPath | undefined
  readonly key: string | number
}

/** A field that had to wait, or the items of its list that had to, at one place of the document. */
export interface Wait {
  /** In the schema's words, such as `User.app`. */
  readonly field: string
  /** Such as `nodes.*.user`: names in the answer, `*` for all items of a list. */
  readonly path: string
  /** How often it was waited for: once for each item of the lists above it. */
  readonly items: number
  /** When the first began and the last was there, by `performance.now()`. */
  readonly startedAt: number
  readonly endedAt: number
  /** `ok`, or the code of the first that failed; `cancelled` where some were not waited for to the end. */
  readonly outcome: string
}

/** What an operation waits for, one for each place of its document. */
export interface Waits {
  /** @returns is told what came of it: `ok`, `cancelled` or an error code */
  begin(field: string, path: AnswerPath, startedAt: number): (outcome: string) => void
  /** As it stands, in the order in which they began. */
  all(): readonly Wait[]
}

/** Characters of a name that a client chooses: an operation's, a field's in the answer. */
export const MAX_NAME_LENGTH = 64

/** Places that are told of one operation: spreads of spreads may come to more than its document has fields. */
const MAX_PLACES = 128

type Writable<Type> = { -readonly [Key in keyof Type]: Type[Key] }

interface Place extends Writable<Wait> {
  pending: number
}

const textOf = ({ prev, key }: AnswerPath): string => {
  const own = typeof key === 'number' ? '*' : key.slice(0, MAX_NAME_LENGTH)
  return prev ? `${textOf(prev)}.${own}` : own
}

/** A failure tells more than a wait that was given up. */
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
