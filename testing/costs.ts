import { Kind } from 'graphql'
import type { Cost } from '../src/limits/cost/cost.ts'
import { costOf } from '../src/limits/cost/cost-of.ts'
import { titleOf } from '../src/limits/cost/describe-cost.ts'
import { type AnyDocument, readDocument, type VariablesOf } from './document.ts'
import { testSchema } from './schema.ts'

export interface CostOptions<Variables = Readonly<Record<string, unknown>>> {
  /** Variables, as a client sends them. They determine the length of lists. Default: none. */
  readonly variables?: Variables
  /** The operation to check. Default: all operations. */
  readonly operationName?: string
}

/** Upstream calls that one operation causes in the worst case, by class and in total. */
export interface OperationCost extends Cost {
  /** Such as `query GroupPage`. */
  readonly title: string
}

/**
 * The worst-case cost of each operation in a document, counted as for `LIMIT_COST`; see docs/limits.md#cost.
 * @throws Error if the document is invalid, has no such operation, or does not accept the variables
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
    throw new Error(`The document has no operation${operationName === undefined ? '' : ` ${operationName}`}.`)
  }
  return operations.map((operation) => ({
    title: titleOf(operation),
    ...costOf(testSchema(), parsed, operation.name?.value, given),
  }))
}
