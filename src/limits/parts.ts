import {
  BREAK,
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
  visit,
} from 'graphql'
import { LONG_LIST } from './list-size.ts'
import { badUserInput, type GatewayError, isGatewayError, toError } from '../errors.ts'
import { isDeferred } from '../document/incremental.ts'
import { fragmentsOf } from '../document/fields.ts'
import { isIncluded } from '../document/inclusion.ts'
import { tooComplex } from './too-complex.ts'

/** The limit on parts of a response that `@defer` and `@stream` deliver later. Each one takes memory and time. */
export interface PartsLimit {
  /** An error if the operation has too many parts, a long label or introspection. @param variables as sent by the client */
  check(
    document: DocumentNode,
    operationName: string | undefined,
    variables: Readonly<Record<string, unknown>>,
  ): GatewayError | undefined
}

/** What a document with parts must not have, whichever operation is executed. */
const problemOf = (document: DocumentNode, maxLabelLength: number): GatewayError | undefined => {
  let problem: GatewayError | undefined
  visit(document, {
    [Kind.FIELD]({ name: { value } }) {
      // The executor of parts counts the bytes of introspection only when it has built it.
      if (value !== '__schema' && value !== '__type') return undefined
      problem = badUserInput(
        'A document with @defer or @stream must not select __schema or __type. Send the introspection in its own request.',
      )
      return BREAK
    },
    // Each part repeats its label.
    [Kind.ARGUMENT]({ name, value, loc }) {
      if (name.value !== 'label' || value.kind !== Kind.STRING) return undefined
      const { length } = value.value
      if (length <= maxLabelLength) return undefined
      const { line, column } = loc?.startToken ?? {}
      problem = tooComplex({
        found: `a label of ${length} characters at line ${line}, column ${column}`,
        limit: maxLabelLength,
        setting: 'LIMIT_NAME_LENGTH',
      })
      return BREAK
    },
  })
  return problem
}

/** A place in the response. */
interface Place {
  readonly typeName: string
  /** Maximum number of objects there. */
  readonly objects: number
  /** For connections: the number of items per page. */
  readonly pageSize: number | undefined
}

const createPartFinder = (fragments: Readonly<Record<string, FragmentDefinitionNode>>) => {
  const known = new Map<string, boolean>()
  const ofFragment = (name: string): boolean => {
    const result = known.get(name)
    if (result !== undefined) return result
    // Validation rejects fragments that contain themselves.
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

/** Maximum number of items in a list, from the arguments of its field. */
const listSize = (args: Readonly<Record<string, unknown>>, pageSize: number | undefined): number => {
  const list = Object.values(args).find((value) => Array.isArray(value))
  return list?.length ?? pageSize ?? LONG_LIST
}

const createCounter = (schema: GraphQLSchema, document: DocumentNode, variables: VariableValues) => {
  const fragments = fragmentsOf(document)
  const containsParts = createPartFinder(fragments)

  /** The arguments of a directive. Undefined if it is absent or its `if` is false. */
  const read = (name: 'defer' | 'stream', node: SelectionNode) => {
    const directive = schema.getDirective(name)
    try {
      const values = directive && getDirectiveValues(directive, node, variables)
      return values?.['if'] === true ? values : undefined
    } catch (error) {
      throw badUserInput(toError(error).message)
    }
  }

  /** Undefined if the arguments are invalid, which the field reports during execution. */
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
    const items = isList ? place.objects * listSize(args, place.pageSize) : place.objects
    const stream = read('stream', node)
    const initialCount = stream?.['initialCount']
    if (typeof initialCount === 'number' && initialCount < 0) {
      throw badUserInput('@stream(initialCount:) must be 0 or more.', ['initialCount'])
    }
    const size = args['last'] ?? args['first']
    const pageSize = typeof size === 'number' ? size : undefined
    const below = { typeName: getNamedType(field.type).name, objects: items, pageSize }
    return (stream ? items : 0) + count(node.selectionSet, below)
  }

  /** Whether a fragment may apply to objects of a type. */
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
      const isRelevant = isDeferred(node) || containsParts(fragment?.selectionSet)
      if (!fragment || !isRelevant) continue
      if (node.kind === Kind.FIELD) {
        sum += countField(node, place)
        continue
      }
      const condition = fragment.kind === Kind.FIELD ? undefined : fragment.typeCondition?.name.value
      if (!applies(condition, place.typeName)) continue
      if (read('defer', node)) sum += place.objects
      sum += count(fragment.selectionSet, { ...place, typeName: condition ?? place.typeName })
    }
    return sum
  }
  return count
}

/**
 * @param limit maximum number of parts
 * @param maxLabelLength characters of the label of a part. Default: no limit.
 */
export const createPartsLimit = (
  schema: GraphQLSchema,
  limit: number,
  maxLabelLength = Infinity,
): PartsLimit => ({
  check(document, operationName, given) {
    const problem = problemOf(document, maxLabelLength)
    if (problem) return problem
    const operation = getOperationAST(document, operationName)
    const type = operation && schema.getRootType(operation.operation)
    const declared = operation?.variableDefinitions ?? []
    const { variableValues } = getVariableValues(schema, declared, given, { maxErrors: 1 })
    // Execution reports invalid variables and operation names, and sends nothing upstream.
    if (!operation || !type || !variableValues) return undefined
    const root = { typeName: type.name, objects: 1, pageSize: undefined }
    try {
      const count = createCounter(schema, document, variableValues)(operation.selectionSet, root)
      if (count <= limit) return undefined
      return tooComplex({ found: `${count} parts that come later`, limit, setting: 'LIMIT_PARTS' })
    } catch (error) {
      if (isGatewayError(error)) return error
      throw error
    }
  },
})
