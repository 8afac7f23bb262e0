import { useMemo } from 'react'
import type { CombinedError } from 'urql'
import type { Network } from './gql/enums.ts'
import { type Code, isCode } from './messages.ts'

type Path = readonly (string | number)[]

/** Why a part of the result is missing. */
export interface Problem {
  readonly path: Path
  readonly code: Code
  readonly network: Network | undefined
  /** Whether the same request may succeed later. */
  readonly retryable: boolean
  /** Earliest time for a retry, in milliseconds since 1970. */
  readonly retryAt: number | undefined
  /** Identifies the request in the gateway's log. */
  readonly requestId: string | undefined
}

/** A part that comes from an expired cache entry, because its network is limited or down. */
export interface StaleEntry {
  readonly path: Path
  readonly ageMs: number
  readonly reason: 'RATE_LIMITED' | 'UPSTREAM_UNAVAILABLE'
}

/** What a result contains beside its data. */
export interface Notes {
  readonly problems: readonly Problem[]
  readonly stale: readonly StaleEntry[]
}

/** What this file reads from urql's results of queries and mutations. */
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

/** There was no response. Retrying a query is safe. */
const offline: Problem = {
  path: [],
  code: 'OFFLINE',
  network: undefined,
  retryable: true,
  retryAt: undefined,
  requestId: undefined,
}

/** Reads errors and extensions. Waiting times start now. */
export const readNotes = ({ error, extensions }: Result): Notes => ({
  problems: error?.networkError ? [offline] : (error?.graphQLErrors.map(readProblem) ?? []),
  // `extensions` has no generated types: docs/front-end/stale-data.md documents its shape.
  stale: (extensions?.['stale'] ?? []) as readonly StaleEntry[],
})

/** `readNotes` for components: reads each result once. */
export const useNotes = ({ error, extensions }: Result): Notes =>
  useMemo(() => readNotes({ error, extensions }), [error, extensions])

/** The notes about one part and everything in it: `within(notes, 'viewer', 'sealtalk')`. */
export const within = ({ problems, stale }: Notes, ...part: Path): Notes => {
  // A note without a path concerns all parts.
  const concerns = ({ path }: { readonly path: Path }) =>
    path.length === 0 || part.every((step, index) => path[index] === step)
  const inside = <Note extends { readonly path: Path }>(note: Note): Note => ({
    ...note,
    path: note.path.slice(part.length),
  })
  return { problems: problems.filter(concerns).map(inside), stale: stale.filter(concerns).map(inside) }
}
