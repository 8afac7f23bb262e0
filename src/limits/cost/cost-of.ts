import { type DocumentNode, getOperationAST, getVariableValues, type GraphQLSchema } from 'graphql'
import { fragmentsOf } from '../../document/fields.ts'
import { byConditions } from '../../document/inclusion.ts'
import type { Cost } from './bill.ts'
import { type CostPlan, planCost } from './plan.ts'

/** The cost of an operation, by its variables as graphql-js has coerced them. */
export type CostByVariables = (variables: Readonly<Record<string, unknown>>) => Cost

interface Planned {
  readonly plan: CostPlan
  /** Where it hangs on no variable. */
  readonly cost: Cost | undefined
}

/**
 * Works out once what of an operation may cost something; what is left to do for each request is to read its
 * variables. Undefined for an operation that is not there.
 * @param document one that is valid.
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
    return { plan, cost: plan.isVariable ? undefined : plan.bill({}).sum() }
  })
  return (variables) => {
    const { plan, cost } = plans.of(variables)
    return cost ?? plan.bill(variables).sum()
  }
}

/**
 * Upstream calls that an operation may cause at worst, by class: with nothing cached, and however long lists
 * turn out to be. What it is counted against is `LIMIT_COST`; see docs/adr/0013-cost-in-calls.md.
 * @param document one that is valid.
 * @param variables as a client sends them.
 * @throws GraphQLError where the variables are not what the operation declares.
 */
export const costOf = (
  schema: GraphQLSchema,
  document: DocumentNode,
  operationName?: string,
  variables: Readonly<Record<string, unknown>> = {},
): Cost => {
  const cost = compileCost(schema, document, operationName)
  if (!cost) throw new Error('the document has no such operation')
  const declared = getOperationAST(document, operationName)?.variableDefinitions ?? []
  const { variableValues, errors } = getVariableValues(schema, declared, variables)
  if (!variableValues) throw errors[0] ?? new Error('the variables are wrong')
  return cost(variableValues.coerced)
}
