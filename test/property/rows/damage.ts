import * as fc from 'fast-check'
import type { Answer } from '../../support/gateway.ts'

export type Wire = Record<string, unknown>

/** How a row of a list may be damaged: it is about nothing, or nobody can read it. */
export interface Damage {
  readonly kind: 'row' | 'empty-row'
  readonly apply: (row: Wire) => unknown
}

/** Damages of a whole row. */
export const OF_ROWS: readonly Damage[] = [
  { kind: 'empty-row', apply: () => null },
  { kind: 'empty-row', apply: () => ({}) },
  ...[{ unknown: 'shape' }, 7, 'text', true, ['list']].map((value): Damage => ({
    kind: 'row',
    apply: () => value,
  })),
]

/** The damages of rows whose subject stands at `at`, or is the row itself, and has its id at `id`. */
export const damagesOf = ({ at, id }: { readonly at?: string; readonly id: string }): readonly Damage[] => {
  const subjectOf = (row: Wire): Wire => (at === undefined ? row : (row[at] as Wire))
  const withSubject = (row: Wire, subject: unknown): unknown =>
    at === undefined ? subject : { ...row, [at]: subject }
  const nulls = (subject: Wire): Wire => Object.fromEntries(Object.keys(subject).map((key) => [key, null]))
  const emptied = (empty: (subject: Wire) => unknown): Damage => ({
    kind: 'empty-row',
    apply: (row) => withSubject(row, empty(subjectOf(row))),
  })
  const broken = (breaks: (subject: Wire) => unknown): Damage => ({
    kind: 'row',
    apply: (row) => withSubject(row, breaks(subjectOf(row))),
  })
  return [
    ...OF_ROWS,
    emptied(() => null),
    emptied(nulls),
    emptied((subject) => ({ ...subject, [id]: null })),
    emptied((subject) => ({ ...subject, [id]: '' })),
    ...[7, 'text', true, ['list']].map((value) => broken(() => value)),
    broken((subject) => ({ ...subject, [id]: { an: 'object' } })),
    broken(({ [id]: _, ...rest }) => rest),
  ]
}

/** A list of an endpoint, with rows whose ids are 0, 1, 2, … */
export interface ListCase {
  readonly name: string
  readonly network: 'mixin' | 'sealtalk'
  readonly row: (index: number) => Wire
  readonly damages: readonly Damage[]
  /** Asks for the list of these rows. */
  readonly ask: (rows: readonly unknown[]) => Promise<Answer>
  /** The list as the response shows it. */
  readonly shown: (data: unknown) => unknown
  /** What `shown` has for a row. */
  readonly expected: (index: number) => unknown
  /** What the response has if no row can be read: an error, or this list beside the rest. */
  readonly allUnreadable: 'error' | { readonly shown: unknown }
}

/** Rows of a list, each whole or damaged. */
export const drawnRows = (damages: readonly Damage[]): fc.Arbitrary<readonly (Damage | undefined)[]> =>
  fc.array(
    fc.oneof(
      { arbitrary: fc.constant(undefined), weight: 2 },
      { arbitrary: fc.constantFrom(...damages), weight: 1 },
    ),
    { minLength: 1, maxLength: 6 },
  )
