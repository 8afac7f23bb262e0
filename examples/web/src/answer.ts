import { useMemo } from 'react'
import type { CombinedError } from 'urql'
import type { Network } from './gql/enums.ts'
import { type Code, isCode } from './words.ts'

type Path = readonly (string | number)[]

/** Why something is missing from an answer. */
export interface Problem {
  readonly path: Path
  readonly code: Code
  readonly network: Network | undefined
  /** Whether the same question may be answered later. */
  readonly retryable: boolean
  /** When asking again makes sense, in milliseconds since 1970. */
  readonly retryAt: number | undefined
  /** Tells whoever runs the gateway which request it was. */
  readonly requestId: string | undefined
}

/** Something that is shown from an old copy, because its network is limited or down. */
export interface OldCopy {
  readonly path: Path
  readonly ageMs: number
  readonly reason: 'RATE_LIMITED' | 'UPSTREAM_UNAVAILABLE'
}

/** What an answer says beside its data. */
export interface Notes {
  readonly problems: readonly Problem[]
  readonly old: readonly OldCopy[]
}

/** The part of urql's results that is of interest here: of queries and mutations. */
interface Result {
  readonly error?: CombinedError | undefined
  readonly extensions?: Readonly<Record<string, unknown>> | undefined
}

const readProblem = ({ path, extensions }: CombinedError['graphQLErrors'][number]): Problem => {
  const { code, network, retryable, retryAfterMs, requestId } = extensions
  return {
    path: path ?? [],
    code: isCode(code) ? code : 'INTERNAL_SERVER_ERROR',
    network: network === 'MIXIN' || network === 'SEALTALK' ? network : undefined,
    retryable: retryable === true,
    retryAt: typeof retryAfterMs === 'number' ? Date.now() + retryAfterMs : undefined,
    requestId: typeof requestId === 'string' ? requestId : undefined,
  }
}

/** No answer came at all. Whoever only reads may ask again. */
const offline: Problem = {
  path: [],
  code: 'OFFLINE',
  network: undefined,
  retryable: true,
  retryAt: undefined,
  requestId: undefined,
}

/** Reads what stands beside the data. Times to wait count from now on. */
export const readNotes = ({ error, extensions }: Result): Notes => ({
  problems: error?.networkError ? [offline] : (error?.graphQLErrors.map(readProblem) ?? []),
  // `extensions` has no types: its form is the gateway's promise (docs/front-end/stale-data.md).
  old: (extensions?.['stale'] ?? []) as readonly OldCopy[],
})

/** The same for a component: read once for each answer. */
export const useNotes = ({ error, extensions }: Result): Notes =>
  useMemo(() => readNotes({ error, extensions }), [error, extensions])

/** What is said of a part, and of what stands in it: `within(notes, 'viewer', 'sealtalk')`. */
export const within = ({ problems, old }: Notes, ...part: Path): Notes => {
  // What has no path concerns everything.
  const concerns = ({ path }: { readonly path: Path }) =>
    path.length === 0 || part.every((step, index) => path[index] === step)
  const inside = <Note extends { readonly path: Path }>(note: Note): Note => ({
    ...note,
    path: note.path.slice(part.length),
  })
  return { problems: problems.filter(concerns).map(inside), old: old.filter(concerns).map(inside) }
}
