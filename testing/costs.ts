import { Kind } from 'graphql'
import type { Cost } from '../src/limits/cost/cost.ts'
import { costOf } from '../src/limits/cost/cost-of.ts'
import { titleOf } from '../src/limits/cost/describe-cost.ts'
import { type AnyDocument, readDocument, type VariablesOf } from './document.ts'
import { testSchema } from './schema.ts'

export interface CostOptions<Variables = Readonly<Record<string, unknown>>> {
  /** As a client sends them: they say how long lists are. Default: none. */
  readonly variables?: Variables
  /** Which operation of several is meant. Default: each of them. */
  readonly operationName?: string
}

/** Upstream calls that one operation may cause at worst, by class and in total. */
export interface OperationCost extends Cost {
  /** Such as `query GroupPage`. */
  readonly title: string
}

/**
 * What the operations of a document may cost at worst, by the counting of `LIMIT_COST`; see docs/limits.md#cost.
 * @throws Error where the document is not valid, has no such operation, or does not take the variables.
 */
export const costsOf = <Document extends AnyDocument>(
  document: Document,
  { variables, operationName }: CostOptions<VariablesOf<Document>> = {},
): readonly OperationCost[] => {
  const parsed = readDocument(document)
  const given = (variables ?? {}) as Readonly<Record<string, unknown>>
  const operations = parsed.definitions
    .filter((one) => one.kind === Kind.OPERATION_DEFINITION)
    .filter(({ name }) => operationName === undefined || name?.value === operationName)
  if (operations.length === 0) {
    throw new Error(`the document has no operation${operationName === undefined ? '' : ` ${operationName}`}`)
  }
  return operations.map((operation) => ({
    title: titleOf(operation),
    ...costOf(testSchema(), parsed, operation.name?.value, given),
  }))
}
