import { type DocumentNode, getOperationAST, getVariableValues, type GraphQLSchema } from 'graphql'
import type { GatewayError } from '../../errors.ts'
import { tooComplex } from '../too-complex.ts'
import { compileCost, type CostByVariables } from './cost-of.ts'

type Variables = Readonly<Record<string, unknown>>

/** The limit on upstream calls that an operation may cause. Unlike the document limits, it depends on variables. */
export interface CostLimit {
  /** An error if the operation may cost too much. @param variables as sent by the client */
  check(
    document: DocumentNode,
    operationName: string | undefined,
    variables: Variables,
  ): GatewayError | undefined
  /** Returns a check whether the operation stays within the limit with coerced variables. */
  isWithinLimit(document: DocumentNode, operationName: string | undefined): (variables: Variables) => boolean
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
      // Execution reports invalid variables and operation names, and sends nothing upstream.
      if (!cost || !variableValues) return undefined
      const { total } = cost(variableValues.coerced)
      if (total <= limit) return undefined
      return tooComplex({ found: `a cost of ${total} upstream calls`, limit, setting: 'LIMIT_COST' })
    },
    isWithinLimit(document, operationName) {
      const cost = costOf(document, operationName)
      return (variables) => !cost || cost(variables).total <= limit
    },
  }
}
