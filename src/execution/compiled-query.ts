import {
  BREAK,
  type DocumentNode,
  getOperationAST,
  type GraphQLError,
  type GraphQLSchema,
  Kind,
  locatedError,
  visit,
} from 'graphql'
import type { GatewayContext, Selections } from '../context.ts'
import { toError } from '../errors.ts'
import { fragmentsOf } from '../document/fields.ts'
import { byConditions } from '../document/inclusion.ts'
import { wholeOf } from '../document/incremental.ts'
import { planObject } from './plan.ts'
import { executeFields, executeSerially, type ObjectPlan, type Run } from './run.ts'
import { createVariableReader } from './variables.ts'

/** Whether the cost of an operation stays within the limit with these coerced variables. */
export type IsWithinLimit = (variables: Readonly<Record<string, unknown>>) => boolean

/** What came of an execution. */
export interface Executed {
  /** As JSON has it; null where the whole answer failed. */
  readonly data: Readonly<Record<string, unknown>> | null
  readonly errors: readonly GraphQLError[]
}

/** A document with its variables, ready to be answered. */
export interface BoundQuery {
  /** What its places select: the same at every execution. */
  readonly selections: Selections
  execute(context: GatewayContext): Promise<Executed>
}

/**
 * An operation of a document that has been validated, worked out for repeated execution: which fields, by
 * which resolvers, into which text. It writes the answer's JSON as it goes and makes no objects for it.
 * It knows no `@defer`, no `@stream` and no subscriptions.
 */
export interface CompiledQuery {
  readonly kind: 'query' | 'mutation'
  /** The operation's name. */
  readonly name: string | undefined
  /** Undefined where the variables are not what the operation declares, or make it cost too much. */
  bind(variables: Readonly<Record<string, unknown>>): BoundQuery | undefined
}

/** Objects of an answer are plain ones, of which this name would set the prototype. */
const namesPrototype = (document: DocumentNode): boolean => {
  let found = false
  visit(document, {
    [Kind.FIELD]({ alias }) {
      found = alias?.value === '__proto__'
      return found ? BREAK : undefined
    },
  })
  return found
}

interface Plan {
  readonly root: ObjectPlan
  readonly selections: Selections
}

/**
 * Undefined for an operation that it cannot execute, or that is not there.
 * @param isWithinLimit default: always.
 */
export const compileQuery = (
  schema: GraphQLSchema,
  document: DocumentNode,
  operationName: string | undefined,
  isWithinLimit: IsWithinLimit = () => true,
): CompiledQuery | undefined => {
  const operation = getOperationAST(document, operationName)
  const kind = operation?.operation
  const type = kind && schema.getRootType(kind)
  if (!operation || !type || kind === 'subscription') return undefined
  if (wholeOf(document) || namesPrototype(document)) return undefined
  const fragments = fragmentsOf(document)
  const readVariables = createVariableReader(schema, operation)
  const plans = byConditions<Plan>(document, (isIncluded) => ({
    root: planObject(type, [operation.selectionSet], { schema, fragments, isIncluded }),
    selections: new WeakMap(),
  }))

  const execute = async (plan: Plan, info: Run['info'], context: GatewayContext): Promise<Executed> => {
    const run: Run = { context, info, errors: [], args: new Map() }
    try {
      const { root } = plan
      const data: Record<string, unknown> = {}
      await (kind === 'mutation'
        ? executeSerially(root, run, data)
        : executeFields(root, undefined, undefined, run, data))
      return { data, errors: run.errors }
    } catch (error) {
      return { data: null, errors: [...run.errors, locatedError(toError(error), undefined)] }
    }
  }

  return {
    kind,
    name: operation.name?.value,
    bind(given) {
      const variableValues = readVariables(given)
      if (!variableValues) return undefined
      const { coerced } = variableValues
      // Null for a condition is an error, which the other path words.
      if (plans.conditions.some((name) => coerced[name] === null) || !isWithinLimit(coerced)) return undefined
      const plan = plans.of(coerced)
      const info = { schema, fragments, operation, variableValues }
      return { selections: plan.selections, execute: (context) => execute(plan, info, context) }
    },
  }
}
