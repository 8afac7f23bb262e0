import { type GraphQLSchema, Kind } from 'graphql'
import type { Cost } from '../../src/limits/cost/cost.ts'
import { createCostLimit } from '../../src/limits/cost/cost-limit.ts'
import { costOf } from '../../src/limits/cost/cost-of.ts'
import { describeCalls, inCalls, titleOf } from '../../src/limits/cost/describe-cost.ts'
import { readValid } from '../../src/limits/cost/valid-document.ts'
import { toError } from '../../src/errors.ts'

export interface ExplainOptions {
  /** As sent by a client. */
  readonly variables: Readonly<Record<string, unknown>>
  /** Maximum number of calls per operation. */
  readonly limit: number
}

export interface Explanation {
  readonly lines: readonly string[]
  /** Whether any operation exceeds a limit. */
  readonly isOverLimit: boolean
  /** Problems of the document or of its operations. */
  readonly problems: readonly string[]
}

const describe = (title: string, cost: Cost, limit: number): readonly string[] => [
  `${title}: ${inCalls(cost.total)} at worst${cost.total > limit ? `; the limit is ${limit}` : ''}`,
  ...describeCalls(cost),
]

/**
 * Upstream calls that each operation of a document may cause in the worst case, counted as for `LIMIT_COST`, and whether it
 * has more items in list arguments than it may.
 */
export const explain = (
  schema: GraphQLSchema,
  text: string,
  { variables, limit }: ExplainOptions,
): Explanation => {
  try {
    const document = readValid(schema, text)
    const operations = document.definitions.filter((one) => one.kind === Kind.OPERATION_DEFINITION)
    const otherLimits = createCostLimit(schema, Infinity)
    const lines: string[] = []
    const problems: string[] = []
    let isOverLimit = false
    for (const operation of operations) {
      try {
        const name = operation.name?.value
        const cost = costOf(schema, document, name, variables)
        lines.push(...describe(titleOf(operation), cost, limit))
        const { error: refusal } = otherLimits.check(document, name, variables)
        if (refusal) lines.push(`  ${refusal.message}`)
        isOverLimit ||= cost.total > limit || refusal !== undefined
      } catch (error) {
        problems.push(`${titleOf(operation)}: ${toError(error).message}`)
      }
    }
    return { lines, isOverLimit, problems }
  } catch (error) {
    return { lines: [], isOverLimit: false, problems: [toError(error).message] }
  }
}
