import type { OperationDefinitionNode } from 'graphql'
import type { Cost } from './cost.ts'

/** Display names of the call classes, in the order of the output. */
export const CALL_CLASSES = {
  limitedLookups: 'rate-limited lookups',
  batchedReads: 'batched reads',
  singleReads: 'single reads',
  writes: 'writes',
  textMessages: 'text messages',
} as const satisfies Record<keyof Cost['calls'], string>

/** Such as `query GroupPage`. */
export const titleOf = ({ name, operation }: OperationDefinitionNode): string =>
  name ? `${operation} ${name.value}` : operation

/** Such as `3 calls`. */
export const inCalls = (count: number): string => `${count} ${count === 1 ? 'call' : 'calls'}`

/** What could not be read, in words. @param what such as `node(id:)` */
const priceOfUnread = (what: string): string =>
  `         ${what} cannot be read: priced as the dearest that it could be`

/** One line for each class of calls that an operation may cause, and for each argument that could not be read. */
export const describeCalls = ({ calls, unread = [] }: Cost): readonly string[] => [
  ...Object.entries(CALL_CLASSES)
    .map(([kind, label]) => ({ count: calls[kind as keyof Cost['calls']], label }))
    .filter(({ count }) => count > 0)
    .map(({ count, label }) => `  ${String(count).padStart(5)}  ${label}`),
  ...unread.map(priceOfUnread),
]
