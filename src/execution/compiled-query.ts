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
import { allowCalls, type GatewayContext, type Selections } from '../context.ts'
import { toError } from '../errors.ts'
import type { CallAllowance } from '../request/call-allowance.ts'
import { fragmentsOf } from '../document/fields.ts'
import { byConditions } from '../document/inclusion.ts'
import { wholeOf } from '../document/incremental.ts'
import { selectsSecret } from '../document/secret-fields.ts'
import { planObject } from './plan.ts'
import { executeFields, executeSerially, type ObjectPlan, type Run } from './run.ts'
import { createVariableReader } from './variables.ts'

/** What an operation may do with these coerced variables; undefined where its cost exceeds the limit. */
export type Admit = (
  variables: Readonly<Record<string, unknown>>,
) => { readonly allowance?: CallAllowance | undefined } | undefined

/** The result of an execution. */
export interface Executed {
  /** JSON values; null where an error reached the root. */
  readonly data: Readonly<Record<string, unknown>> | null
  readonly errors: readonly GraphQLError[]
}

/** An operation with its variables. */
export interface BoundQuery {
  /** The selections of its fields, shared by all executions. */
  readonly selections: Selections
  execute(context: GatewayContext): Promise<Executed>
}

/**
 * An operation of a valid document, prepared for repeated execution: its fields, their resolvers and arguments. It
 * has no `@defer`, no `@stream` and no subscriptions.
 */
export interface CompiledQuery {
  readonly kind: 'query' | 'mutation'
  /** The operation's name. */
  readonly name: string | undefined
  /** Whether it selects a token or a code. */
  readonly isSecret: boolean
  /** Undefined where the variables do not match the operation's declarations, or exceed the limit on cost. */
  bind(variables: Readonly<Record<string, unknown>>): BoundQuery | undefined
}

/** Results are plain objects, whose prototype a field of this name would set. */
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
 * Undefined for an operation that does not exist, or that it cannot execute.
 * @param admit default: no limit.
 */
export const compileQuery = (
  schema: GraphQLSchema,
  document: DocumentNode,
  operationName: string | undefined,
  admit: Admit = () => ({}),
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
    const run: Run = { context, budget: context.budget, info, errors: [], args: new Map() }
    try {
      const { root } = plan
      const data: Record<string, unknown> = { ...root.empty }
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
    isSecret: selectsSecret(document),
    bind(given) {
      const variableValues = readVariables(given)
      if (!variableValues) return undefined
      const { coerced } = variableValues
      // Yoga reports the error of a null condition.
      if (plans.conditions.some((name) => coerced[name] === null)) return undefined
      const admission = admit(coerced)
      if (!admission) return undefined
      const plan = plans.of(coerced)
      const info = { schema, fragments, operation, variableValues }
      return {
        selections: plan.selections,
        execute(context) {
          allowCalls(context, admission.allowance)
          return execute(plan, info, context)
        },
      }
    },
  }
}
