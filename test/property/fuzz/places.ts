import {
  type GraphQLArgument,
  type GraphQLInputField,
  type GraphQLInputType,
  type GraphQLSchema,
  getNamedType,
  isCompositeType,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
  isObjectType,
} from 'graphql'
import type { Operation } from '../paths/operations.ts'

/** One place where a client may put a value: a scalar or enum of an argument, however deep it stands. */
export interface Place {
  /** Where it stands, such as `Mutation.login(input.phone.region)`. */
  readonly name: string
  /** What stands there by the schema, such as `PhoneInput.region` or `Query.node(id:)`. */
  readonly coordinate: string
  /** The scalar or enum that belongs there. */
  readonly type: GraphQLInputType
  /** Whether a list may stand there. */
  readonly isListed: boolean
  /** What may stand there. */
  readonly right: unknown
  /** The operation with this value in the place, and right ones everywhere else; always the same document. */
  operation(value: unknown): Operation
  /** The operation with so many of these values, where a list may stand. */
  repeated(values: readonly unknown[]): Operation
}

export interface PlaceTables {
  /** A right value of each scalar, by coordinate; of an enum only where it is not the first. */
  readonly right: Readonly<Record<string, unknown>>
  /** Around arguments of fields below the root, by field, such as `Conversation.participants`; `$` is the field. */
  readonly reached: Readonly<Record<string, string>>
}

type Path = readonly (string | number)[]

interface Leaf {
  readonly path: Path
  readonly type: GraphQLInputType
  readonly coordinate: string
  readonly right: unknown
}

const replaceAt = (value: unknown, [key, ...rest]: Path, by: unknown): unknown => {
  if (key === undefined) return by
  if (Array.isArray(value))
    return value.map((item, index) => (index === key ? replaceAt(item, rest, by) : item))
  const object = Object.fromEntries(Object.entries(value as object))
  return { ...object, [key]: replaceAt(object[key], rest, by) }
}

const bare = (type: GraphQLInputType): GraphQLInputType => (isNonNullType(type) ? type.ofType : type)

/** Every place of the schema's arguments. Throws where a table lacks something, so that no new field is left out. */
export const everyPlace = (schema: GraphQLSchema, tables: PlaceTables): Place[] => {
  const look = <Value>(table: Readonly<Record<string, Value>>, key: string): Value => {
    const found = table[key]
    if (found === undefined) throw new Error(`the table lacks ${key}`)
    return found
  }

  /** A right value of a type; of several ways to give one, the one named. */
  const rightOf = (type: GraphQLInputType, coordinate: string, way?: GraphQLInputField): unknown => {
    const plain = bare(type)
    if (isListType(plain)) return [rightOf(plain.ofType, coordinate, way)]
    if (isEnumType(plain)) return tables.right[coordinate] ?? plain.getValues()[0]?.name
    if (!isInputObjectType(plain)) return look(tables.right, coordinate)
    const fields = Object.values(plain.getFields())
    const given = plain.isOneOf ? [way ?? fields[0]].filter((field) => field !== undefined) : fields
    return Object.fromEntries(
      given.map((field) => [field.name, rightOf(field.type, `${plain.name}.${field.name}`)]),
    )
  }

  /** Leaves of a type, each with the whole value that it stands in. */
  const leavesOf = (type: GraphQLInputType, coordinate: string): Leaf[] => {
    const plain = bare(type)
    if (isListType(plain)) {
      return leavesOf(plain.ofType, coordinate).map(({ path, right, ...leaf }) => ({
        ...leaf,
        path: [0, ...path],
        right: [right],
      }))
    }
    if (!isInputObjectType(plain))
      return [{ path: [], type: plain, coordinate, right: rightOf(type, coordinate) }]
    return Object.values(plain.getFields()).flatMap((field) =>
      leavesOf(field.type, `${plain.name}.${field.name}`).map((leaf) => ({
        ...leaf,
        path: [field.name, ...leaf.path],
        right: { ...(rightOf(plain, coordinate, field) as object), [field.name]: leaf.right },
      })),
    )
  }

  const placesOf = (
    owner: string,
    name: string,
    args: readonly GraphQLArgument[],
    inner: string,
  ): Place[] => {
    if (args.length === 0) return []
    const field = `${owner}.${name}`
    const isRoot = owner === 'Query' || owner === 'Mutation'
    const around = isRoot ? '$' : look(tables.reached, field)
    const declared = args.map((arg) => `$${arg.name}: ${String(arg.type)}`).join(', ')
    const passed = args.map((arg) => `${arg.name}: $${arg.name}`).join(', ')
    const call = around.replace('$', () => `${name}(${passed})${inner}`)
    const query = `${owner === 'Mutation' ? 'mutation' : 'query'} (${declared}) { ${call} }`
    const rights = Object.fromEntries(
      args.map((arg) => [arg.name, rightOf(arg.type, `${field}(${arg.name}:)`)]),
    )
    return args.flatMap((arg) =>
      leavesOf(arg.type, `${field}(${arg.name}:)`).map(({ path, type, coordinate, right }) => {
        const list = path.lastIndexOf(0)
        const withValue = (at: Path, value: unknown): Operation => ({
          query,
          variables: { ...rights, [arg.name]: replaceAt(right, at, value) },
        })
        return {
          name: `${field}(${[arg.name, ...path].join('.')})`,
          coordinate,
          type,
          right: itemAt(right, path),
          isListed: list >= 0,
          operation: (value) => withValue(path, value),
          repeated: (values) =>
            withValue(
              path.slice(0, list),
              values.map((value) =>
                replaceAt(itemAt(right, path.slice(0, list + 1)), path.slice(list + 1), value),
              ),
            ),
        }
      }),
    )
  }

  const objects = Object.values(schema.getTypeMap()).filter(
    (type) => isObjectType(type) && !type.name.startsWith('__'),
  )
  return objects.flatMap((type) =>
    isObjectType(type)
      ? Object.values(type.getFields()).flatMap((field) =>
          placesOf(
            type.name,
            field.name,
            field.args,
            isCompositeType(getNamedType(field.type)) ? ' { __typename }' : '',
          ),
        )
      : [],
  )
}

const itemAt = (value: unknown, path: Path): unknown =>
  path.reduce<unknown>((at, key) => (at as Readonly<Record<string | number, unknown>>)[key], value)
