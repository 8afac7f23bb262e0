import { type DocumentNode, getOperationAST, getVariableValues, type GraphQLSchema } from 'graphql'
import { fragmentsOf } from '../../document/fields.ts'
import { byConditions } from '../../document/inclusion.ts'
import type { Cost, OperationPrice } from './cost.ts'
import { type CostPlan, planCost } from './plan.ts'

/** Computes the price of an operation from its coerced variables. */
export type PriceByVariables = (variables: Readonly<Record<string, unknown>>) => OperationPrice

interface Planned {
  readonly plan: CostPlan
  /** Set if it does not depend on variables. */
  readonly price: OperationPrice | undefined
}

/**
 * Plans the price of an operation once, so that each request only has to insert its variables. Undefined if the
 * document has no such operation.
 * @param document a valid document
 */
export const compilePrice = (
  schema: GraphQLSchema,
  document: DocumentNode,
  operationName: string | undefined,
): PriceByVariables | undefined => {
  const operation = getOperationAST(document, operationName)
  const type = operation && schema.getRootType(operation.operation)
  if (!operation || !type) return undefined
  const fragments = fragmentsOf(document)
  const plans = byConditions<Planned>(document, (isIncluded) => {
    const plan = planCost(type, [operation.selectionSet], { schema, fragments, isIncluded })
    return { plan, price: plan.isVariable ? undefined : plan.priceOf({}) }
  })
  return (variables) => {
    const { plan, price } = plans.of(variables)
    return price ?? plan.priceOf(variables)
  }
}

/** The same as `costOf` with coerced variables. */
export const costOfCoerced = (
  schema: GraphQLSchema,
  document: DocumentNode,
  operationName: string | undefined,
  variables: Readonly<Record<string, unknown>>,
): Cost => {
  const price = compilePrice(schema, document, operationName)
  if (!price) throw new Error('The document has no such operation.')
  return price(variables).cost
}

/**
 * Upstream calls that an operation may cause in the worst case, by class: nothing is cached, and lists have their
 * maximum length. `LIMIT_COST` limits the total; see docs/adr/0013-cost-in-calls.md.
 * @param document a valid document
 * @param variables as sent by a client
 * @throws GraphQLError if the variables do not match their declarations
 */
export const costOf = (
  schema: GraphQLSchema,
  document: DocumentNode,
  operationName?: string,
  variables: Readonly<Record<string, unknown>> = {},
): Cost => {
  const declared = getOperationAST(document, operationName)?.variableDefinitions ?? []
  const { variableValues, errors } = getVariableValues(schema, declared, variables)
  if (!variableValues) throw errors[0] ?? new Error('The variables are invalid.')
  return costOfCoerced(schema, document, operationName, variableValues.coerced)
}
