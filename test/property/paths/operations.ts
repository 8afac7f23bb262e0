import {
  type GraphQLArgument,
  type GraphQLCompositeType,
  type GraphQLInputType,
  type GraphQLSchema,
  getNamedType,
  getNullableType,
  isCompositeType,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
  isObjectType,
} from 'graphql'
import { createRandom } from '../../../bench/random.ts'

/** A whole number from 0 to `below` - 1. */
export type Draw = (below: number) => number

/** Draws that follow from a seed. */
export const createDraw = (seed: number): Draw => {
  const next = createRandom(seed)
  return (below) => (next() * 2 ** 32) % below
}

/** What a client sends. */
export interface Operation {
  readonly query: string
  readonly variables: Readonly<Record<string, unknown>>
  readonly operationName?: string
}

export interface GrammarOptions {
  readonly schema: GraphQLSchema
  /** Values to try for a scalar or a field's argument, by the name of either; right and wrong ones. */
  readonly values: Readonly<Record<string, readonly unknown[]>>
  /** Whether parts of an answer may be put off. Default: no. */
  readonly parts?: boolean
}

const MAX_DEPTH = 5
const WRONG: readonly unknown[] = [null, 'no such thing', -1, 1.5, true, [], {}, [[null]], { no: 'field' }]

/** Names that every plain object has. */
const AWKWARD_NAMES = ['__proto__', 'constructor', 'valueOf', 'toString']

/** One of ten times, or as often as said. */
const rarely = (draw: Draw, outOf = 10): boolean => draw(outOf) === 0

/** One of several. */
export const pick = <Item>(draw: Draw, items: readonly Item[]): Item => {
  const item = items[draw(items.length)]
  if (item === undefined) throw new Error('nothing to pick from')
  return item
}

/** A value as GraphQL writes it. Names of an enum's values go without quotes. */
const print = (value: unknown, type: GraphQLInputType): string => {
  const bare = isNonNullType(type) ? type.ofType : type
  if (Array.isArray(value)) {
    const item = isListType(bare) ? bare.ofType : bare
    return `[${value.map((one) => print(one, item)).join(', ')}]`
  }
  if (typeof value === 'object' && value !== null) {
    const fields = isInputObjectType(bare) ? bare.getFields() : {}
    const parts = Object.entries(value).map(
      ([name, one]) => `${name}: ${print(one, fields[name]?.type ?? type)}`,
    )
    return `{${parts.join(', ')}}`
  }
  const isName = isEnumType(bare) && typeof value === 'string' && /^\w+$/.test(value)
  return isName ? value : JSON.stringify(value)
}

/** Draws operations of a schema: mostly valid ones, with right and wrong values, most of them in variables. */
export const createGrammar = ({ schema, values, parts = false }: GrammarOptions) => {
  const valueOf = (type: GraphQLInputType, name: string, draw: Draw): unknown => {
    if (rarely(draw, 60)) return pick(draw, WRONG)
    if (isNonNullType(type)) return valueOf(type.ofType, name, draw)
    if (isListType(type)) {
      return Array.from({ length: draw(4) }, () => valueOf(type.ofType, name, draw))
    }
    if (isEnumType(type)) return rarely(draw, 40) ? 'NO_SUCH_VALUE' : pick(draw, type.getValues()).name
    if (isInputObjectType(type)) {
      const fields = Object.values(type.getFields())
      const given = type.isOneOf
        ? [pick(draw, fields), ...(rarely(draw, 30) ? [pick(draw, fields)] : [])]
        : fields.filter(({ type: one }) => (isNonNullType(one) ? !rarely(draw, 40) : draw(2) === 0))
      return Object.fromEntries(given.map((field) => [field.name, valueOf(field.type, field.name, draw)]))
    }
    return pick(draw, values[name] ?? values[type.name] ?? WRONG)
  }

  return (draw: Draw): Operation => {
    // Without a prototype: a variable may have the name of one of its properties.
    const variables: Record<string, unknown> = Object.create(null)
    const awkwardNames = new Set(AWKWARD_NAMES)
    const declarations: string[] = []
    const fragments: string[] = []
    let names = 0
    const mutation = schema.getMutationType()

    const variable = (type: string, value: unknown, fallback?: string): string => {
      const [awkward] = rarely(draw, 15) ? awkwardNames : []
      const name = awkward ?? `v${names++}`
      awkwardNames.delete(name)
      declarations.push(`$${name}: ${type}${fallback === undefined ? '' : ` = ${fallback}`}`)
      if (value !== undefined) variables[name] = value
      return `$${name}`
    }

    /** A literal, in which some parts are variables, null ones among them. */
    const literal = (value: unknown, type: GraphQLInputType): string => {
      const bare = isNonNullType(type) ? type.ofType : type
      if (Array.isArray(value)) {
        const item = isListType(bare) ? bare.ofType : bare
        return `[${value.map((one) => literal(one, item)).join(', ')}]`
      }
      if (typeof value === 'object' && value !== null && isInputObjectType(bare)) {
        const fields = bare.getFields()
        const parts = Object.entries(value).map(
          ([name, one]) => `${name}: ${literal(one, fields[name]?.type ?? type)}`,
        )
        return `{${parts.join(', ')}}`
      }
      if (!rarely(draw, 14)) return print(value, type)
      const fallback = draw(3) > 0 ? print(value, type) : undefined
      return variable(String(bare), rarely(draw, 3) ? null : value, fallback)
    }

    const argument = (arg: GraphQLArgument): string => {
      const value = rarely(draw, 60) ? null : valueOf(arg.type, arg.name, draw)
      if (draw(3) === 0) return `${arg.name}: ${literal(value, arg.type)}`
      const missing = rarely(draw, 40)
      const isLoose = isNonNullType(arg.type) && rarely(draw, 12)
      const type = String(isLoose && isNonNullType(arg.type) ? arg.type.ofType : arg.type)
      const fallback =
        isLoose || rarely(draw) ? print(valueOf(arg.type, arg.name, draw), arg.type) : undefined
      return `${arg.name}: ${variable(type, missing ? undefined : value, fallback)}`
    }

    const condition = (): string => {
      if (!rarely(draw, 8)) return ''
      const value = draw(2) === 0
      const how = draw(4) === 0 ? String(value) : variable('Boolean!', rarely(draw, 40) ? null : value)
      return ` @${pick(draw, ['skip', 'include'])}(if: ${how})`
    }

    /** `@defer` or `@stream`, now and then, rightly or not. */
    const later = (name: 'defer' | 'stream', isMutation: boolean): string => {
      if (!parts || (isMutation && !rarely(draw, 20)) || !rarely(draw, 4)) return ''
      const given = [
        ...(rarely(draw, 4) ? [`if: ${draw(3) === 0 ? 'false' : variable('Boolean!', draw(3) > 0)}`] : []),
        ...(rarely(draw, 3) ? [`label: "${rarely(draw, 30) ? 'same' : `l${names++}`}"`] : []),
        ...(name === 'stream' && draw(2) === 0
          ? [
              `initialCount: ${draw(2) === 0 ? draw(3) : variable('Int', rarely(draw, 10) ? pick(draw, [-1, null]) : draw(3), '1')}`,
            ]
          : []),
      ]
      return ` @${name}${given.length > 0 ? `(${given.join(', ')})` : ''}`
    }

    const field = (type: GraphQLCompositeType, depth: number): string | undefined => {
      if (!('getFields' in type) || rarely(draw, 12))
        return `${rarely(draw, 3) ? `t${names++}: ` : ''}__typename${condition()}`
      const definition = pick(draw, Object.values(type.getFields()))
      const named = getNamedType(definition.type)
      if (isCompositeType(named) && depth >= MAX_DEPTH) return undefined
      const given = definition.args.filter((arg) => isNonNullType(arg.type) || draw(2) === 0)
      const args = given.length === 0 ? '' : `(${given.map(argument).join(', ')})`
      const alias =
        args !== '' || rarely(draw, 5) ? `${rarely(draw, 30) ? '__proto__' : `a${names++}`}: ` : ''
      const selection = isCompositeType(named) ? ` ${select(named, depth + 1)}` : ''
      const isList = isListType(getNullableType(definition.type))
      const stream = parts && (isList || rarely(draw, 400)) ? later('stream', type === mutation) : ''
      return `${alias}${definition.name}${args}${condition()}${stream}${selection}`
    }

    const spread = (type: GraphQLCompositeType, depth: number): string => {
      const on = isObjectType(type)
        ? [type, ...type.getInterfaces()]
        : [type, ...schema.getPossibleTypes(type)]
      const target = pick(draw, on)
      if (draw(3) === 0) {
        const name = `F${names++}`
        fragments.push(`fragment ${name} on ${target.name} ${select(target, depth)}`)
        return `...${name}${condition()}${later('defer', type === mutation)}`
      }
      const typed = rarely(draw, 4) && target === type ? '' : ` on ${target.name}`
      return `...${typed}${condition()}${later('defer', type === mutation)} ${select(target, depth)}`
    }

    const select = (type: GraphQLCompositeType, depth: number): string => {
      const found = Array.from({ length: 1 + draw(4) }, () =>
        depth < MAX_DEPTH && rarely(draw, parts ? 4 : 6) ? spread(type, depth + 1) : field(type, depth),
      ).filter((part) => part !== undefined)
      return `{ ${found.length === 0 ? '__typename' : found.join(' ')} }`
    }

    const query = schema.getQueryType()
    const isMutation = mutation && rarely(draw, 8)
    const root = isMutation ? mutation : query
    if (!root) throw new Error('the schema has no Query')
    const selection = select(root, 0)
    const head = declarations.length === 0 ? '' : `(${declarations.join(', ')})`
    const documents = [`${isMutation ? 'mutation' : 'query'} Q${head} ${selection}`, ...fragments]
    if (rarely(draw, 15)) documents.push('query Other { __typename }')
    const operationName =
      documents.length > 1 || rarely(draw) ? pick(draw, ['Q', 'Q', 'Q', 'Q', 'Other']) : undefined
    return { query: documents.join(' '), variables, ...(operationName && { operationName }) }
  }
}
