import { type GraphQLSchema, Kind } from 'graphql'
import type { Cost } from './cost.ts'
import { createCostLimit } from './cost-limit.ts'
import { costOfCoerced } from './cost-of.ts'
import { describeCalls, inCalls, titleOf } from './describe-cost.ts'
import { assumeVariables } from './unknown.ts'
import { readValid } from './valid-document.ts'
import { toError } from '../../errors.ts'

export interface ExplainOptions {
  /** As sent by a client. */
  readonly variables: Readonly<Record<string, unknown>>
  /** Maximum number of calls per operation. */
  readonly limit: number
}

/** What one operation may cost. */
export interface ExplainedOperation {
  /** Such as `query GroupPage`. */
  readonly title: string
  readonly cost: Cost
  readonly isOverLimit: boolean
  /** Why else the gateway would refuse it, such as too many items in list arguments. */
  readonly refusal?: string
  /** Required variables that were not given: priced as the dearest that they could be. */
  readonly assumed: readonly string[]
}

export interface Explanation {
  readonly operations: readonly ExplainedOperation[]
  readonly lines: readonly string[]
  /** Whether any operation exceeds a limit. */
  readonly isOverLimit: boolean
  /** Problems of the document or of its operations. */
  readonly problems: readonly string[]
}

const describe = (
  { title, cost, refusal, assumed }: ExplainedOperation,
  limit: number,
): readonly string[] => [
  `${title}: ${inCalls(cost.total)} at worst${cost.total > limit ? `; the limit is ${limit}` : ''}`,
  ...describeCalls(cost),
  ...(refusal === undefined ? [] : [`  ${refusal}`]),
  ...assumed.map((name) => `         $${name} is not given: priced as the dearest that it could be`),
]

const explainOperations = (
  schema: GraphQLSchema,
  text: string,
  { variables: given, limit }: ExplainOptions,
): Pick<Explanation, 'operations' | 'problems'> => {
  const document = readValid(schema, text)
  const otherLimits = createCostLimit(schema, Infinity)
  const operations: ExplainedOperation[] = []
  const problems: string[] = []
  for (const operation of document.definitions) {
    if (operation.kind !== Kind.OPERATION_DEFINITION) continue
    const title = titleOf(operation)
    try {
      const name = operation.name?.value
      const { variables, assumed } = assumeVariables(schema, document, name, given)
      const cost = costOfCoerced(schema, document, name, variables)
      const { error: refusal } = otherLimits.check(document, name, given)
      const isOverLimit = cost.total > limit || refusal !== undefined
      operations.push({ title, cost, isOverLimit, ...(refusal && { refusal: refusal.message }), assumed })
    } catch (error) {
      problems.push(`${title}: ${toError(error).message}`)
    }
  }
  return { operations, problems }
}

/**
 * Upstream calls that each operation of a document may cause in the worst case, counted as for `LIMIT_COST`, and whether it
 * has more items in list arguments than it may. What is not known is priced as the dearest that it could be.
 */
export const explain = (schema: GraphQLSchema, text: string, options: ExplainOptions): Explanation => {
  try {
    const { operations, problems } = explainOperations(schema, text, options)
    return {
      operations,
      lines: operations.flatMap((operation) => describe(operation, options.limit)),
      isOverLimit: operations.some(({ isOverLimit }) => isOverLimit),
      problems,
    }
  } catch (error) {
    return { operations: [], lines: [], isOverLimit: false, problems: [toError(error).message] }
  }
}
