import { type DocumentNode, getOperationAST, getVariableValues, type GraphQLSchema } from 'graphql'
import type { GatewayError } from '../../errors.ts'
import { tooComplex } from '../too-complex.ts'
import { compileCost, type CostByVariables } from './cost-of.ts'

type Variables = Readonly<Record<string, unknown>>

/** The limit on upstream calls that an operation may cause: the one limit that hangs on variables. */
export interface CostLimit {
  /** The refusal of an operation that may cost too much. Variables are as the client sent them. */
  check(
    document: DocumentNode,
    operationName: string | undefined,
    variables: Variables,
  ): GatewayError | undefined
  /** Whether an operation may be executed with some variables, which have been coerced. */
  affords(document: DocumentNode, operationName: string | undefined): (variables: Variables) => boolean
}

export const createCostLimit = (schema: GraphQLSchema, limit: number): CostLimit => {
  const known = new WeakMap<DocumentNode, Map<string | undefined, CostByVariables | undefined>>()

  const costOf = (document: DocumentNode, operationName: string | undefined): CostByVariables | undefined => {
    const operations = known.get(document) ?? new Map<string | undefined, CostByVariables | undefined>()
    known.set(document, operations)
    if (!operations.has(operationName)) {
      operations.set(operationName, compileCost(schema, document, operationName))
    }
    return operations.get(operationName)
  }

  return {
    check(document, operationName, variables) {
      const cost = costOf(document, operationName)
      const declared = getOperationAST(document, operationName)?.variableDefinitions ?? []
      const { variableValues } = getVariableValues(schema, declared, variables, { maxErrors: 1 })
      // What is wrong with them, or with the operation's name, is told by the execution, which sends nothing.
      if (!cost || !variableValues) return undefined
      const { total } = cost(variableValues.coerced)
      if (total <= limit) return undefined
      return tooComplex({ found: `a cost of ${total} upstream calls`, limit, setting: 'LIMIT_COST' })
    },
    affords(document, operationName) {
      const cost = costOf(document, operationName)
      return (variables) => !cost || cost(variables).total <= limit
    },
  }
}
