import {
  getNamedType,
  getNullableType,
  type GraphQLField,
  type GraphQLNamedOutputType,
  type GraphQLSchema,
  isAbstractType,
  isCompositeType,
  isListType,
  isObjectType,
} from 'graphql'
import { type Draw, pick } from '../paths/operations.ts'

const MAX_DEPTH = 7
const PAGE_SIZES = [1, 5, 20, 60]

export interface QueryValues {
  /** Written arguments by type and field, such as `Query.user`. */
  readonly args: Readonly<Record<string, readonly string[]>>
}

/** Draws valid queries that read as much as they select: every id exists, and nothing is skipped. */
export const createQueries = (schema: GraphQLSchema, { args }: QueryValues) => {
  let names = 0

  const argumentsOf = (place: string, field: GraphQLField<unknown, unknown>, draw: Draw): string => {
    const known = args[place]
    if (known) return `(${pick(draw, known)})`
    const hasPages = field.args.some(({ name }) => name === 'first')
    if (!hasPages || draw(3) === 0) return ''
    const canSearch = field.args.some(({ name }) => name === 'search')
    const size = `${canSearch && draw(3) === 0 ? 'last' : 'first'}: ${pick(draw, PAGE_SIZES)}`
    return canSearch && draw(4) === 0 ? `(search: "e", ${size})` : `(${size})`
  }

  const fieldOf = (type: string, field: GraphQLField<unknown, unknown>, draw: Draw, depth: number) => {
    const named = getNamedType(field.type)
    const isDeep = isListType(getNullableType(field.type)) ? depth + 1 : depth
    if (isCompositeType(named) && depth >= MAX_DEPTH) return '__typename'
    const written = `${field.name}${argumentsOf(`${type}.${field.name}`, field, draw)}`
    // Under a name of its own, since two of them may have other arguments.
    return `a${names++}: ${written}${isCompositeType(named) ? ` ${select(named, draw, isDeep + 1)}` : ''}`
  }

  const select = (type: GraphQLNamedOutputType, draw: Draw, depth: number): string => {
    if (isAbstractType(type)) {
      const parts = schema
        .getPossibleTypes(type)
        .map((one) => `... on ${one.name} ${select(one, draw, depth)}`)
      return `{ ${parts.join(' ')} }`
    }
    if (!isObjectType(type)) return ''
    const all = Object.values(type.getFields())
    // What leads further is drawn more often.
    const deep = all.filter((field) => isCompositeType(getNamedType(field.type)))
    const fields = Array.from({ length: 1 + draw(3) }, () =>
      pick(draw, deep.length > 0 && draw(2) === 0 ? deep : all),
    )
    return `{ ${fields.map((field) => fieldOf(type.name, field, draw, depth)).join(' ')} }`
  }

  return (draw: Draw): string => {
    const query = schema.getQueryType()
    return query ? `query ${select(query, draw, 0)}` : ''
  }
}
