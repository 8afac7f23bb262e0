import {
  type GraphQLField,
  type GraphQLNamedType,
  type GraphQLObjectType,
  type GraphQLSchema,
  getNamedType,
  isAbstractType,
  isObjectType,
  isRequiredArgument,
} from 'graphql'

/** Arguments by field, such as `app`, as they are written in a document; each entry is a question of its own. */
export type ArgumentTable = Readonly<Record<string, readonly string[]>>

export interface Question {
  /** Such as `app(id: "mixin:app:…")`, and which kind of node is hoped for. */
  readonly name: string
  /** Such as `app`. */
  readonly field: string
  /** The field with its arguments and all that is selected of it. */
  readonly selection: string
  /** That and nothing else. */
  readonly document: string
}

const needsArguments = ({ args }: GraphQLField<unknown, unknown>): boolean => args.some(isRequiredArgument)

/** Every field of an object down to so many levels of objects; without those that cannot go without arguments. */
const selectionOf = (type: GraphQLObjectType, depth: number): string => {
  const fields = Object.values(type.getFields()).flatMap((field) => {
    const inner = getNamedType(field.type)
    if (needsArguments(field)) return []
    if (!isObjectType(inner)) return isAbstractType(inner) ? [] : [field.name]
    return depth > 1 ? [`${field.name} ${selectionOf(inner, depth - 1)}`] : []
  })
  return `{ __typename ${fields.join(' ')} }`
}

/** Selections that together ask for everything: one for each kind of thing that the field may be. */
const selectionsOf = (schema: GraphQLSchema, type: GraphQLNamedType, depth: number): string[] => {
  if (isObjectType(type)) return [selectionOf(type, depth)]
  if (!isAbstractType(type)) return ['']
  return schema
    .getPossibleTypes(type)
    .map((possible) => `{ __typename ... on ${possible.name} ${selectionOf(possible, depth)} }`)
}

const everyFieldOf = (
  schema: GraphQLSchema,
  root: GraphQLObjectType | null | undefined,
  table: ArgumentTable,
  depth: number,
): Omit<Question, 'document'>[] =>
  Object.values(root?.getFields() ?? {}).flatMap((field) => {
    const given = table[field.name] ?? (needsArguments(field) ? [] : [''])
    if (given.length === 0) throw new Error(`the table has no arguments for ${root?.name}.${field.name}`)
    return given.flatMap((written) => {
      const call = written === '' ? field.name : `${field.name}(${written})`
      return selectionsOf(schema, getNamedType(field.type), depth).map((selection) => ({
        name: `${call} ${selection.slice(0, 40)}`,
        field: field.name,
        selection: `${call} ${selection}`,
      }))
    })
  })

/** Questions that ask for every field of Query with all that hangs on it; throws where the table lacks arguments. */
export const everyQuery = (schema: GraphQLSchema, table: ArgumentTable, depth: number): Question[] =>
  everyFieldOf(schema, schema.getQueryType(), table, depth).map((question) => ({
    ...question,
    document: `{ ${question.selection} }`,
  }))

/** The same for every field of Mutation. */
export const everyMutation = (schema: GraphQLSchema, table: ArgumentTable, depth: number): Question[] =>
  everyFieldOf(schema, schema.getMutationType(), table, depth).map((question) => ({
    ...question,
    document: `mutation { ${question.selection} }`,
  }))
