import {
  type FieldNode,
  getNamedType,
  GraphQLError,
  type GraphQLResolveInfo,
  isNonNullType,
  isObjectType,
  Kind,
  type SelectionSetNode,
} from 'graphql'
import type { GatewayContext, MutationField, ResponseBudget } from '../context.ts'
import { GatewayError } from '../errors.ts'
import { isExceeded } from './budget.ts'
import type { WrittenError } from './client-error.ts'
import { isWithin, type Result } from './result-body.ts'

type Data = Readonly<Record<string, unknown>>

/** JSON escapes take at most six bytes for one character. */
const MAX_BYTES_PER_CHARACTER = 6
/** More than an error or a stale field takes: its message, and a path of names of the longest kind. */
const MAX_ERROR_BYTES = 4_096

/** Undefined beyond the longest string. */
const stringify = (value: unknown): string | undefined => {
  try {
    return JSON.stringify(value)
  } catch {
    return undefined
  }
}

/** Bytes as JSON; infinite beyond the longest string. */
export const bytesOf = (value: unknown): number => {
  const text = stringify(value)
  return text === undefined ? Infinity : Buffer.byteLength(text)
}

/** Whether a result is too large. Works out its exact size only where it may be. */
const isTooLarge = (result: Result, { budget, staleFields }: GatewayContext): boolean => {
  const { used, maxBytes, isPartial } = budget
  if (maxBytes === Infinity || result.data === undefined) return false
  if (isExceeded(budget)) return true
  const rest = (result.errors?.length ?? 0) + staleFields.length + 1
  if (!isPartial && used * MAX_BYTES_PER_CHARACTER + rest * MAX_ERROR_BYTES <= maxBytes) return false
  return !isWithin(result, maxBytes)
}

/** The error for a response that is too large. */
export const responseTooLarge = ({ maxBytes }: ResponseBudget): GatewayError =>
  new GatewayError(
    'QUERY_TOO_COMPLEX',
    `This response is larger than ${maxBytes} bytes (LIMIT_ANSWER_BYTES). Select less, or shorter pages.`,
  )

const writeDone = ({ maxBytes }: ResponseBudget): GatewayError =>
  new GatewayError(
    'QUERY_TOO_COMPLEX',
    `The write was done, but with this selection the response is larger than ${maxBytes} bytes (LIMIT_ANSWER_BYTES). Read it in its own request.`,
  )

/** The nodes of one response name in a selection. */
const nodesOf = (
  key: string,
  set: SelectionSetNode | undefined,
  fragments: GraphQLResolveInfo['fragments'],
): readonly FieldNode[] =>
  (set?.selections ?? []).flatMap((node) => {
    if (node.kind === Kind.FIELD) return (node.alias ?? node.name).value === key ? [node] : []
    const fragment = node.kind === Kind.FRAGMENT_SPREAD ? fragments[node.name.value] : node
    return nodesOf(key, fragment && 'selectionSet' in fragment ? fragment.selectionSet : undefined, fragments)
  })

const isNullable = ({ type }: MutationField, [node]: readonly FieldNode[]): boolean => {
  const payload = getNamedType(type)
  const field = node && isObjectType(payload) ? payload.getFields()[node.name.value] : undefined
  return !field || !isNonNullType(field.type)
}

/** Translates an error as clients see it. */
type Translate = (error: GraphQLError) => WrittenError

interface Cut {
  readonly value: unknown
  readonly errors: readonly GraphQLError[]
}

/** A mutation's result without the objects in it. What is left tells what was done. */
const withoutObjects = (value: unknown, mutation: MutationField, budget: ResponseBudget): Cut => {
  if (typeof value !== 'object' || value === null) return { value, errors: [] }
  const { key, nodes, fragments } = mutation
  const cut = (path: string[], at: readonly FieldNode[]): GraphQLError =>
    new GraphQLError('', { nodes: at, path, originalError: writeDone(budget) })
  const kept: [string, unknown][] = []
  const errors: GraphQLError[] = []
  for (const [name, below] of Object.entries(value)) {
    const isObject = typeof below === 'object' && below !== null && !Array.isArray(below)
    kept.push([name, isObject ? null : below])
    if (!isObject) continue
    const at = nodes.flatMap(({ selectionSet }) => nodesOf(name, selectionSet, fragments))
    if (!isNullable(mutation, at)) return { value: null, errors: [cut([key], nodes)] }
    errors.push(cut([key, name], at))
  }
  return { value: Object.fromEntries(kept), errors }
}

const isBelow = (path: GraphQLError['path'], places: readonly GraphQLError['path'][]): boolean =>
  places.some((place) => place?.every((key, index) => path?.[index] === key))

/** Keeps the mutations whose whole results fit, and cuts the others. */
const fitMutations = (
  { data, errors = [] }: Result,
  budget: ResponseBudget,
  maxBytes: number,
  translate: Translate,
): Result => {
  const { mutations } = budget
  const last = mutations.at(-1)
  const fitted: [string, unknown][] = []
  const cuts: WrittenError[] = []
  let used = 0
  for (const [key, value] of Object.entries(data as Data)) {
    const mutation = mutations.find((one) => one.key === key)
    used += mutation ? bytesOf({ [key]: value }) : 0
    const isCut = mutation && (used > maxBytes || (mutation === last && isExceeded(budget)))
    const cut: Cut = isCut ? withoutObjects(value, mutation, budget) : { value, errors: [] }
    fitted.push([key, cut.value])
    cuts.push(...cut.errors.map(translate))
  }
  const places = cuts.map(({ path }) => path)
  return {
    errors: [...errors.filter(({ path }) => !isBelow(path, places)), ...cuts],
    data: Object.fromEntries(fitted),
  }
}

/**
 * A result that is no larger than it may be. One that is larger becomes an error. What mutations say of themselves stays;
 * objects below them become null.
 */
export const fit = (result: Result, context: GatewayContext, translate: Translate): Result => {
  if (!isTooLarge(result, context)) return result
  const { budget } = context
  const { maxBytes } = budget
  const isMutation = budget.mutations.length > 0 && typeof result.data === 'object' && result.data !== null
  if (isMutation) {
    for (const most of [maxBytes, 0]) {
      const fitted = fitMutations(result, budget, most, translate)
      if (most === 0 || bytesOf(fitted) <= maxBytes) return fitted
    }
  }
  const error = new GraphQLError('', { originalError: responseTooLarge(budget) })
  return { errors: [translate(error)], data: null }
}
