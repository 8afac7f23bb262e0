import { type GraphQLSchema, Kind } from 'graphql'
import type { Cost } from '../../src/limits/cost/bill.ts'
import { costOf } from '../../src/limits/cost/cost-of.ts'
import { describeCalls, inCalls, titleOf } from '../../src/limits/cost/describe-cost.ts'
import { readValid } from '../../src/limits/cost/valid-document.ts'
import { toError } from '../../src/errors.ts'

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

const describe = (title: string, cost: Cost, limit: number): readonly string[] => [
  `${title}: ${inCalls(cost.total)} at worst${cost.total > limit ? `, and the limit is ${limit}` : ''}`,
  ...describeCalls(cost),
]

/** Upstream calls that each operation of a text may cause at worst, by the counting of the limit on cost. */
export const explain = (
  schema: GraphQLSchema,
  text: string,
  { variables, limit }: ExplainOptions,
): Explanation => {
  try {
    const document = readValid(schema, text)
    const operations = document.definitions.filter((one) => one.kind === Kind.OPERATION_DEFINITION)
    const lines: string[] = []
    const problems: string[] = []
    let isTooMuch = false
    for (const operation of operations) {
      try {
        const cost = costOf(schema, document, operation.name?.value, variables)
        lines.push(...describe(titleOf(operation), cost, limit))
        isTooMuch ||= cost.total > limit
      } catch (error) {
        problems.push(`${titleOf(operation)}: ${toError(error).message}`)
      }
    }
    return { lines, isTooMuch, problems }
  } catch (error) {
    return { lines: [], isTooMuch: false, problems: [toError(error).message] }
  }
}
