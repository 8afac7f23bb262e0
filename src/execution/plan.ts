import {
  defaultFieldResolver,
  type FieldNode,
  getArgumentValues,
  type GraphQLField,
  type GraphQLObjectType,
  isLeafType,
  isNonNullType,
} from 'graphql'
import { completionOf } from './completion.ts'
import { collectFields, type FieldOptions, type SelectionSets } from '../document/fields.ts'
import { keyBytes } from '../response/budget.ts'
import { put } from './part.ts'
import { createArgumentReader, usesVariables } from './argument-reader.ts'
import type { FieldPlan, ObjectPlan } from './run.ts'

const constantArguments = (definition: GraphQLField<unknown, unknown>, node: FieldNode) => {
  if (definition.args.length === 0) return {}
  if (node.arguments?.some(({ value }) => usesVariables(value))) return undefined
  try {
    return getArgumentValues(definition, node)
  } catch {
    // Reported at the field, at each execution.
    return undefined
  }
}

/** The fields of a selection on one type, in the order of the result. */
export const planObject = (
  type: GraphQLObjectType,
  sets: SelectionSets,
  options: FieldOptions,
): ObjectPlan => {
  const { schema } = options
  const fields: FieldPlan[] = []
  for (const [key, nodes] of collectFields(type, sets, options)) {
    const [node] = nodes
    const definition = node && schema.getField(type, node.name.value)
    if (!node || !definition) continue
    const isTypename = definition.name === '__typename'
    const returnType = definition.type
    const subsets = nodes.map(({ selectionSet }) => selectionSet)
    const resolve = definition.resolve === defaultFieldResolver ? undefined : definition.resolve
    fields.push({
      key,
      keyBytes: keyBytes(key),
      definition,
      nodes,
      parentType: type,
      returnType,
      resolve: isTypename ? undefined : resolve,
      isLeaf: isLeafType(isNonNullType(returnType) ? returnType.ofType : returnType),
      isNullable: !isNonNullType(returnType),
      args: constantArguments(definition, node),
      readArgs: createArgumentReader(definition.args, node.arguments ?? []),
      complete: isTypename
        ? (_value, _path, run, part) => {
            run.budget.used += type.name.length + 2
            put(part, key, type.name)
            return undefined
          }
        : completionOf(returnType, {
            schema,
            nodes,
            coordinate: `${type.name}.${definition.name}`,
            planOf: (possible) => planObject(possible, subsets, options),
          }),
    })
  }
  return { fields, empty: Object.fromEntries(fields.map(({ key }) => [key, null])) }
}
