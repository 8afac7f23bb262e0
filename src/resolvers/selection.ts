import { type FieldNode, type GraphQLResolveInfo, isObjectType, type SelectionNode } from 'graphql'
import type { GatewayContext } from '../context.ts'
import { collectFields, fieldNames, type SelectionSets } from '../document/fields.ts'
import { isIncluded } from '../document/inclusion.ts'
import { isDeferred } from '../document/incremental.ts'

type Variables = Readonly<Record<string, unknown>>

/** Executors pass variables differently: as plain values, or with their sources. */
export const variablesOf = (values: object): Variables =>
  'coerced' in values && 'sources' in values ? (values.coerced as Variables) : (values as Variables)

/** A field of a type that leads to the next type: `['Participant', 'user']`. */
type Step = readonly [typeName: string, fieldName: string]

const namesOf = (
  nodes: readonly FieldNode[],
  steps: readonly Step[],
  typeName: string,
  { schema, fragments, variableValues }: GraphQLResolveInfo,
): ReadonlySet<string> => {
  const variables = variablesOf(variableValues)
  const options = {
    schema,
    fragments,
    // What is put off is not to be loaded ahead.
    isIncluded: (node: SelectionNode) =>
      isIncluded(node, variables) && (steps.length === 0 || !isDeferred(node)),
  }
  const below = (sets: SelectionSets, [from, fieldName]: Step): SelectionSets => {
    const type = schema.getType(from)
    if (!isObjectType(type)) return []
    const fields = [...collectFields(type, sets, options).values()].flat()
    return fields.flatMap(({ name, selectionSet }) => (name.value === fieldName ? [selectionSet] : []))
  }
  const type = schema.getType(typeName)
  const sets = steps.reduce(
    below,
    nodes.map(({ selectionSet }) => selectionSet),
  )
  return isObjectType(type) ? fieldNames(type, sets, options) : new Set()
}

const isSame = (one: readonly FieldNode[], other: readonly FieldNode[]): boolean =>
  one === other || (one.length === other.length && one.every((node, index) => node === other[index]))

const recall = (
  { fieldNodes: nodes }: GraphQLResolveInfo,
  what: string,
  { selections }: GatewayContext,
): ReadonlySet<string> | undefined => {
  const [first] = nodes
  for (const entry of (first && selections.get(first)) ?? []) {
    if (entry.what === what && isSame(entry.nodes, nodes)) return entry.fields
  }
  return undefined
}

const remember = (
  { fieldNodes: nodes }: GraphQLResolveInfo,
  what: string,
  { selections }: GatewayContext,
  fields: ReadonlySet<string>,
): ReadonlySet<string> => {
  const [first] = nodes
  if (first) selections.set(first, [...(selections.get(first) ?? []), { nodes, what, fields }])
  return fields
}

/**
 * Names of the fields that the document selects of this resolver's result, where that is a `typeName`. Follows
 * fragments, `@skip` and `@include`.
 */
export const selectedFields = (
  info: GraphQLResolveInfo,
  typeName: string,
  context: GatewayContext,
): ReadonlySet<string> =>
  recall(info, typeName, context) ??
  remember(info, typeName, context, namesOf(info.fieldNodes, [], typeName, info))

/** The paths from the items of a page to users, and from users to the creators of their apps. */
const TO_USERS = {
  nodes: [['Participant', 'user']],
  edges: [
    ['ParticipantEdge', 'node'],
    ['Participant', 'user'],
  ],
} as const satisfies Record<string, readonly Step[]>
const TO_CREATORS: readonly Step[] = [
  ['User', 'app'],
  ['App', 'creator'],
]

export type PageField = keyof typeof TO_USERS

const namesOfUsers = (
  info: GraphQLResolveInfo,
  who: 'users' | 'creators',
  field: PageField,
): ReadonlySet<string> => {
  if (info.fieldNodes.some(isDeferred)) return new Set()
  const steps = who === 'users' ? TO_USERS[field] : [...TO_USERS[field], ...TO_CREATORS]
  return namesOf(info.fieldNodes, steps, 'User', info)
}

/**
 * The same of the users of a page of participants, or of their apps' creators, in all places where they are
 * selected; none where any of it is put off by `@defer` or `@stream`.
 */
export const selectedOfUsers = (
  info: GraphQLResolveInfo,
  who: 'users' | 'creators',
  field: PageField,
  context: GatewayContext,
): ReadonlySet<string> => {
  const what = `${who} of ${field}`
  return recall(info, what, context) ?? remember(info, what, context, namesOfUsers(info, who, field))
}
