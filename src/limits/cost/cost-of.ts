import { type DocumentNode, getOperationAST, getVariableValues, type GraphQLSchema } from 'graphql'
import { fragmentsOf } from '../../document/fields.ts'
import { byConditions } from '../../document/inclusion.ts'
import type { Cost } from './cost.ts'
import { type CostPlan, planCost } from './plan.ts'

/** Computes the cost of an operation from its coerced variables. */
export type CostByVariables = (variables: Readonly<Record<string, unknown>>) => Cost

interface Planned {
  readonly plan: CostPlan
  /** Set if the cost does not depend on variables. */
  readonly cost: Cost | undefined
}

/**
 * Plans the cost of an operation once, so that each request only has to insert its variables. Undefined if the
 * document has no such operation.
 * @param document a valid document
 */
export const compileCost = (
  schema: GraphQLSchema,
  document: DocumentNode,
  operationName: string | undefined,
): CostByVariables | undefined => {
  const operation = getOperationAST(document, operationName)
  const type = operation && schema.getRootType(operation.operation)
  if (!operation || !type) return undefined
  const fragments = fragmentsOf(document)
  const plans = byConditions<Planned>(document, (isIncluded) => {
    const plan = planCost(type, [operation.selectionSet], { schema, fragments, isIncluded })
    return { plan, cost: plan.isVariable ? undefined : plan.costOf({}) }
  })
  return (variables) => {
    const { plan, cost } = plans.of(variables)
    return cost ?? plan.costOf(variables)
  }
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
  const cost = compileCost(schema, document, operationName)
  if (!cost) throw new Error('The document has no such operation.')
  const declared = getOperationAST(document, operationName)?.variableDefinitions ?? []
  const { variableValues, errors } = getVariableValues(schema, declared, variables)
  if (!variableValues) throw errors[0] ?? new Error('The variables are invalid.')
  return cost(variableValues.coerced)
}
