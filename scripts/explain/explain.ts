import { type GraphQLSchema, Kind, type OperationDefinitionNode, parse, validate } from 'graphql'
import type { Cost } from '../../src/cost/bill.ts'
import { costOf } from '../../src/cost/cost-of.ts'
import { toError } from '../../src/errors.ts'

/** What the classes of calls are called; in the order in which they are told. */
const CLASSES = {
  limitedLookups: 'rate-limited lookups',
  batchedReads: 'batched reads',
  singleReads: 'single reads',
  writes: 'writes',
  textMessages: 'text messages',
} as const satisfies Record<keyof Cost['calls'], string>

export interface ExplainOptions {
  /** As a client sends them. */
  readonly variables: Readonly<Record<string, unknown>>
  /** Calls that an operation may cause. */
  readonly limit: number
}

export interface Explanation {
  readonly lines: readonly string[]
  /** Whether any operation goes beyond the limit. */
  readonly isTooMuch: boolean
  /** Why something could not be explained. */
  readonly problems: readonly string[]
}

const nameOf = ({ name, operation }: OperationDefinitionNode): string =>
  name ? `${operation} ${name.value}` : operation

const describe = (title: string, { calls, total }: Cost, limit: number): readonly string[] => [
  `${title}: ${total} ${total === 1 ? 'call' : 'calls'} at worst${total > limit ? `, and the limit is ${limit}` : ''}`,
  ...Object.entries(CLASSES)
    .filter(([kind]) => calls[kind as keyof Cost['calls']] > 0)
    .map(([kind, words]) => `  ${String(calls[kind as keyof Cost['calls']]).padStart(5)}  ${words}`),
]

/** Upstream calls that each operation of a text may cause at worst, by the counting of the limit on cost. */
export const explain = (
  schema: GraphQLSchema,
  text: string,
  { variables, limit }: ExplainOptions,
): Explanation => {
  try {
    const document = parse(text)
    const mistakes = validate(schema, document)
    if (mistakes.length > 0) throw new Error(mistakes.map(({ message }) => message).join('\n'))
    const operations = document.definitions.filter((one) => one.kind === Kind.OPERATION_DEFINITION)
    const lines: string[] = []
    const problems: string[] = []
    let isTooMuch = false
    for (const operation of operations) {
      try {
        const cost = costOf(schema, document, operation.name?.value, variables)
        lines.push(...describe(nameOf(operation), cost, limit))
        isTooMuch ||= cost.total > limit
      } catch (error) {
        problems.push(`${nameOf(operation)}: ${toError(error).message}`)
      }
    }
    return { lines, isTooMuch, problems }
  } catch (error) {
    return { lines: [], isTooMuch: false, problems: [toError(error).message] }
  }
}
