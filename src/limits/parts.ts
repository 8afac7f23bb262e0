import {
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  getArgumentValues,
  getDirectiveValues,
  getNamedType,
  getNullableType,
  getOperationAST,
  getVariableValues,
  type GraphQLField,
  type GraphQLSchema,
  isAbstractType,
  isCompositeType,
  isListType,
  Kind,
  type SelectionNode,
  type SelectionSetNode,
  type VariableValues,
} from 'graphql'
import { LONG_LIST } from './list-size.ts'
import { badUserInput, type GatewayError, isGatewayError, toError } from '../errors.ts'
import { isDeferred } from '../document/incremental.ts'
import { fragmentsOf } from '../document/fields.ts'
import { isIncluded } from '../document/inclusion.ts'
import { tooComplex } from './too-complex.ts'

/** How many parts of an answer may come by themselves: each is kept apart until it has gone. */
export interface PartsLimit {
  /** The refusal of an operation with `@defer` or `@stream`. Variables are as the client sent them. */
  check(
    document: DocumentNode,
    operationName: string | undefined,
    variables: Readonly<Record<string, unknown>>,
  ): GatewayError | undefined
}

/** A place of the answer. */
interface Place {
  readonly typeName: string
  /** Things that stand there, at worst. */
  readonly things: number
  /** Items of a connection's page. */
  readonly pageSize: number | undefined
}

const hasParts = (fragments: Readonly<Record<string, FragmentDefinitionNode>>) => {
  const known = new Map<string, boolean>()
  const ofFragment = (name: string): boolean => {
    const held = known.get(name)
    if (held !== undefined) return held
    // A fragment inside itself is a mistake, which validation has told.
    known.set(name, false)
    const found = ofSet(fragments[name]?.selectionSet)
    known.set(name, found)
    return found
  }
  const ofSet = (set: SelectionSetNode | undefined): boolean =>
    (set?.selections ?? []).some(
      (node) =>
        isDeferred(node) ||
        (node.kind === Kind.FRAGMENT_SPREAD ? ofFragment(node.name.value) : ofSet(node.selectionSet)),
    )
  return ofSet
}

/** Items of one list, at worst, by the arguments of its field. */
const listSize = (args: Readonly<Record<string, unknown>>, pageSize: number | undefined): number => {
  const given = Object.values(args).find((value) => Array.isArray(value))
  return given?.length ?? pageSize ?? LONG_LIST
}

const createCounter = (schema: GraphQLSchema, document: DocumentNode, variables: VariableValues) => {
  const fragments = fragmentsOf(document)
  const asks = hasParts(fragments)

  /** What a directive says, unless it is switched off. */
  const read = (name: 'defer' | 'stream', node: SelectionNode) => {
    const directive = schema.getDirective(name)
    try {
      const values = directive && getDirectiveValues(directive, node, variables)
      return values?.['if'] === true ? values : undefined
    } catch (error) {
      throw badUserInput(toError(error).message)
    }
  }

  /** Undefined where the field itself is going to say what is wrong with them. */
  const readArguments = (field: GraphQLField<unknown, unknown>, node: FieldNode) => {
    try {
      return getArgumentValues(field, node, variables)
    } catch {
      return undefined
    }
  }

  const countField = (node: FieldNode, place: Place): number => {
    const parent = schema.getType(place.typeName)
    const field = isCompositeType(parent) ? schema.getField(parent, node.name.value) : undefined
    const args = field && readArguments(field, node)
    if (!args) return 0
    const isList = isListType(getNullableType(field.type))
    const items = isList ? place.things * listSize(args, place.pageSize) : place.things
    const stream = read('stream', node)
    const initialCount = stream?.['initialCount']
    if (typeof initialCount === 'number' && initialCount < 0) {
      throw badUserInput('@stream(initialCount:): expected 0 or more.')
    }
    const pageSize = typeof args['first'] === 'number' ? args['first'] : undefined
    const inside = { typeName: getNamedType(field.type).name, things: items, pageSize }
    return (stream ? items : 0) + count(node.selectionSet, inside)
  }

  /** Whether a fragment may be about things of a type. */
  const applies = (condition: string | undefined, typeName: string): boolean => {
    if (condition === undefined || condition === typeName) return true
    const [one, other] = [schema.getType(condition), schema.getType(typeName)]
    return isAbstractType(one) || isAbstractType(other)
  }

  const count = (set: SelectionSetNode | undefined, place: Place): number => {
    let sum = 0
    for (const node of set?.selections ?? []) {
      if (!isIncluded(node, variables.coerced)) continue
      const fragment = node.kind === Kind.FRAGMENT_SPREAD ? fragments[node.name.value] : node
      const isAsked = isDeferred(node) || asks(fragment?.selectionSet)
      if (!fragment || !isAsked) continue
      if (node.kind === Kind.FIELD) {
        sum += countField(node, place)
        continue
      }
      const condition = fragment.kind === Kind.FIELD ? undefined : fragment.typeCondition?.name.value
      if (!applies(condition, place.typeName)) continue
      if (read('defer', node)) sum += place.things
      sum += count(fragment.selectionSet, { ...place, typeName: condition ?? place.typeName })
    }
    return sum
  }
  return count
}

/** @param limit parts that may come by themselves, at worst. */
export const createPartsLimit = (schema: GraphQLSchema, limit: number): PartsLimit => ({
  check(document, operationName, given) {
    const operation = getOperationAST(document, operationName)
    const type = operation && schema.getRootType(operation.operation)
    const declared = operation?.variableDefinitions ?? []
    const { variableValues } = getVariableValues(schema, declared, given, { maxErrors: 1 })
    // What is wrong with them, or with the operation's name, is told by the execution, which sends nothing.
    if (!operation || !type || !variableValues) return undefined
    const top = { typeName: type.name, things: 1, pageSize: undefined }
    try {
      const count = createCounter(schema, document, variableValues)(operation.selectionSet, top)
      if (count <= limit) return undefined
      return tooComplex({ found: `${count} parts that come later`, limit, setting: 'LIMIT_PARTS' })
    } catch (error) {
      if (isGatewayError(error)) return error
      throw error
    }
  },
})
