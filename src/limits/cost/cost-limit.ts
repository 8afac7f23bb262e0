import { type DocumentNode, getOperationAST, getVariableValues, type GraphQLSchema } from 'graphql'
import type { GatewayError } from '../../errors.ts'
import { compileListItems } from '../list-items.ts'
import { type Excess, tooComplex } from '../too-complex.ts'
import { compileCost } from './cost-of.ts'

type Variables = Readonly<Record<string, unknown>>

/** The limits on upstream calls and on items of lists. Unlike the document limits, they depend on variables. */
export interface CostLimit {
  /** An error if the operation may cost too much. @param variables as sent by the client */
  check(
    document: DocumentNode,
    operationName: string | undefined,
    variables: Variables,
  ): GatewayError | undefined
  /** Returns a check whether the operation stays within the limits with coerced variables. */
  isWithinLimit(document: DocumentNode, operationName: string | undefined): (variables: Variables) => boolean
}

/** The limit that an operation exceeds with coerced variables, if any. */
type FindExcess = (variables: Variables) => Excess | undefined

export const createCostLimit = (schema: GraphQLSchema, limit: number): CostLimit => {
  const known = new WeakMap<DocumentNode, Map<string | undefined, FindExcess>>()

  const compile = (document: DocumentNode, operationName: string | undefined): FindExcess => {
    const cost = compileCost(schema, document, operationName)
    const listItems = compileListItems(schema, document, operationName)
    return (variables) => {
      const total = cost?.(variables).total ?? 0
      return total > limit
        ? { found: `a cost of ${total} upstream calls`, limit, setting: 'LIMIT_COST' }
        : listItems?.(variables)
    }
  }

  const excessOf = (document: DocumentNode, operationName: string | undefined): FindExcess => {
    const operations = known.get(document) ?? new Map<string | undefined, FindExcess>()
    known.set(document, operations)
    const found = operations.get(operationName) ?? compile(document, operationName)
    operations.set(operationName, found)
    return found
  }

  return {
    check(document, operationName, variables) {
      const declared = getOperationAST(document, operationName)?.variableDefinitions ?? []
      const { variableValues } = getVariableValues(schema, declared, variables, { maxErrors: 1 })
      // Execution reports invalid variables and operation names, and sends nothing upstream.
      const excess = variableValues && excessOf(document, operationName)(variableValues.coerced)
      return excess && tooComplex(excess)
    },
    isWithinLimit(document, operationName) {
      const findExcess = excessOf(document, operationName)
      return (variables) => findExcess(variables) === undefined
    },
  }
}
