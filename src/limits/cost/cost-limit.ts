import { type DocumentNode, getOperationAST, getVariableValues, type GraphQLSchema } from 'graphql'
import type { GatewayError } from '../../errors.ts'
import type { CallAllowance } from '../../request/call-allowance.ts'
import { compileListItems } from '../list-items.ts'
import { type Excess, tooComplex } from '../too-complex.ts'
import { compilePrice } from './cost-of.ts'

type Variables = Readonly<Record<string, unknown>>

/** What an operation within the limits may do. */
export interface Admission {
  /** Calls that it may make below lists of unknown length. Undefined: it has none. */
  readonly allowance?: CallAllowance | undefined
}

/** The limits on upstream calls and on items of lists. Unlike the document limits, they depend on variables. */
export interface CostLimit {
  /** With an error if the operation exceeds a limit. @param variables as sent by the client */
  check(
    document: DocumentNode,
    operationName: string | undefined,
    variables: Variables,
  ): Admission & { readonly error?: GatewayError }
  /** Returns a check with coerced variables: undefined if the operation exceeds a limit. */
  admitter(
    document: DocumentNode,
    operationName: string | undefined,
  ): (variables: Variables) => Admission | undefined
}

/** Of an operation with coerced variables: the limit that it exceeds, or what it may do. */
type Judge = (variables: Variables) => { readonly excess: Excess } | Admission

export const createCostLimit = (schema: GraphQLSchema, limit: number): CostLimit => {
  const known = new WeakMap<DocumentNode, Map<string | undefined, Judge>>()

  const compile = (document: DocumentNode, operationName: string | undefined): Judge => {
    const price = compilePrice(schema, document, operationName)
    const listItems = compileListItems(schema, document, operationName)
    return (variables) => {
      const { cost, allowance } = price?.(variables) ?? {}
      const total = cost?.total ?? 0
      const excess =
        total > limit
          ? { found: `a cost of ${total} upstream calls`, limit, setting: 'LIMIT_COST' }
          : listItems?.(variables)
      return excess ? { excess } : { allowance }
    }
  }

  const judgeOf = (document: DocumentNode, operationName: string | undefined): Judge => {
    const operations = known.get(document) ?? new Map<string | undefined, Judge>()
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
      if (!variableValues) return {}
      const judged = judgeOf(document, operationName)(variableValues.coerced)
      return 'excess' in judged ? { error: tooComplex(judged.excess) } : judged
    },
    admitter(document, operationName) {
      const judge = judgeOf(document, operationName)
      return (variables) => {
        const judged = judge(variables)
        return 'excess' in judged ? undefined : judged
      }
    },
  }
}
