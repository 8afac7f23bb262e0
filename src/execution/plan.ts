import {
  defaultFieldResolver,
  type FieldNode,
  type FragmentDefinitionNode,
  getArgumentValues,
  type GraphQLField,
  type GraphQLObjectType,
  type GraphQLSchema,
  isAbstractType,
  isLeafType,
  isNonNullType,
  Kind,
  type SelectionNode,
  type SelectionSetNode,
  visit,
  BREAK,
} from 'graphql'
import { completionOf } from './completion.ts'
import type { FieldPlan, ObjectPlan } from './run.ts'

export interface PlanOptions {
  readonly schema: GraphQLSchema
  readonly fragments: Readonly<Record<string, FragmentDefinitionNode>>
  /** Whether `@skip` and `@include` let it be. */
  readonly isIncluded: (node: SelectionNode) => boolean
}

/** Fields by their names in the answer, fragments followed. */
export const collect = (
  type: GraphQLObjectType,
  sets: readonly (SelectionSetNode | undefined)[],
  { schema, fragments, isIncluded }: PlanOptions,
): ReadonlyMap<string, readonly FieldNode[]> => {
  const found = new Map<string, FieldNode[]>()
  const visited = new Set<string>()
  const applies = (condition: string | undefined): boolean => {
    if (condition === undefined || condition === type.name) return true
    const named = schema.getType(condition)
    return isAbstractType(named) && schema.isSubType(named, type)
  }
  const follow = (set: SelectionSetNode | undefined): void => {
    for (const node of set?.selections ?? []) {
      if (!isIncluded(node)) continue
      if (node.kind === Kind.FIELD) {
        const key = node.alias?.value ?? node.name.value
        const known = found.get(key)
        if (known) known.push(node)
        else found.set(key, [node])
        continue
      }
      if (node.kind === Kind.FRAGMENT_SPREAD) {
        if (visited.has(node.name.value)) continue
        visited.add(node.name.value)
      }
      const fragment = node.kind === Kind.FRAGMENT_SPREAD ? fragments[node.name.value] : node
      if (fragment && applies(fragment.typeCondition?.name.value)) follow(fragment.selectionSet)
    }
  }
  for (const set of sets) follow(set)
  return found
}

const hangsOnVariables = (node: FieldNode): boolean => {
  let found = false
  for (const argument of node.arguments ?? []) {
    visit(argument, {
      Variable() {
        found = true
        return BREAK
      },
    })
  }
  return found
}

const constantArguments = (definition: GraphQLField<unknown, unknown>, node: FieldNode) => {
  if (definition.args.length === 0) return {}
  if (hangsOnVariables(node)) return undefined
  try {
    return getArgumentValues(definition, node)
  } catch {
    // Told where it happens: at the field, each time.
    return undefined
  }
}

/** What is to be done for a selection on one type, in the order of the answer. */
export const planObject = (
  type: GraphQLObjectType,
  sets: readonly (SelectionSetNode | undefined)[],
  options: PlanOptions,
): ObjectPlan => {
  const { schema } = options
  const fields: FieldPlan[] = []
  for (const [key, nodes] of collect(type, sets, options)) {
    const [node] = nodes
    const definition = node && schema.getField(type, node.name.value)
    if (!node || !definition) continue
    const isTypename = definition.name === '__typename'
    const returnType = definition.type
    const subsets = nodes.map(({ selectionSet }) => selectionSet)
    const resolve = definition.resolve === defaultFieldResolver ? undefined : definition.resolve
    fields.push({
      key,
      opening: `${fields.length === 0 ? '{' : ','}"${key}":`,
      definition,
      nodes,
      parentType: type,
      returnType,
      resolve: isTypename ? undefined : resolve,
      isLeaf: isLeafType(isNonNullType(returnType) ? returnType.ofType : returnType),
      isNullable: !isNonNullType(returnType),
      args: constantArguments(definition, node),
      complete: isTypename
        ? (_value, _path, _run, output) => void output.push(`"${type.name}"`)
        : completionOf(returnType, {
            schema,
            nodes,
            coordinate: `${type.name}.${definition.name}`,
            planOf: (possible) => planObject(possible, subsets, options),
          }),
    })
  }
  return { fields }
}
