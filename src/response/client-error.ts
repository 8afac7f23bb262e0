import { GraphQLError } from 'graphql'
import { type ArgumentPath, type ErrorCode, GatewayError, withoutStack } from '../errors.ts'
import { placeOfNodes } from './argument-place.ts'
import { withLocations } from './located-error.ts'
import { argumentOf, messageOf } from './graphql-message.ts'

/** Characters of a message, and of each name in the place of an argument: both may hold what the client sent. */
const MAX_MESSAGE = 300

const withShortNames = (path: ArgumentPath): ArgumentPath =>
  path.map((part) => (typeof part === 'string' ? part.slice(0, MAX_MESSAGE) : part))

/** The `extensions` of an error as clients see it. */
export interface ClientErrorExtensions {
  readonly [key: string]: unknown
  readonly code: ErrorCode
  readonly network?: string
  readonly upstreamCode?: number
  readonly retryable: boolean
  readonly retryAfterMs?: number
  readonly argument?: ArgumentPath
  readonly requestId: string
}

/** An error as it is written. Yoga rebuilds a `GraphQLError`, and finds its locations anew. */
export type WrittenError = Pick<GraphQLError, 'message' | 'locations' | 'path' | 'extensions'>

export const toWritten = (error: GraphQLError): WrittenError => {
  const { message, locations, path, extensions } = error
  // Yoga reads the status from a GraphQLError, and removes it.
  if (extensions['http'] !== undefined) return error
  return { message, ...(locations && { locations }), ...(path && { path }), extensions } as WrittenError
}

/** Whether a value is a `WrittenError`, and no error of another kind. */
export const isWritten = (error: unknown): boolean =>
  typeof error === 'object' && error !== null && !(error instanceof Error) && 'extensions' in error

/** The error that a resolver threw, without the wrappers of the executors. */
export const rootOf = (error: unknown): unknown =>
  error instanceof GraphQLError && error.originalError ? rootOf(error.originalError) : error

const extensionsOf = (error: GatewayError, requestId: string): ClientErrorExtensions => ({
  code: error.code,
  ...(error.network !== undefined && { network: error.network.toUpperCase() }),
  ...(error.upstreamCode !== undefined && { upstreamCode: error.upstreamCode }),
  retryable: error.retryable,
  ...(error.retryAfterMs !== undefined && { retryAfterMs: error.retryAfterMs }),
  ...(error.argument !== undefined && { argument: withShortNames(error.argument) }),
  requestId,
})

/**
 * Translates any error into the one that the client may see; nothing else does. A `GatewayError` keeps its
 * message, and an error in the document or its variables is BAD_USER_INPUT with GraphQL's message. All others
 * are masked.
 * @param suggestions whether messages about unknown names suggest similar ones
 */
export const toClientError = (error: unknown, requestId: string, suggestions = true): GraphQLError => {
  const root = rootOf(error)
  const outer = error instanceof GraphQLError ? error : undefined
  const http = outer?.extensions['http']
  const make = (message: string, extensions: ClientErrorExtensions): GraphQLError => {
    const error = withoutStack(
      () =>
        new GraphQLError(message.slice(0, MAX_MESSAGE), {
          ...(outer?.nodes && { nodes: outer.nodes }),
          ...(outer?.source && { source: outer.source }),
          ...(outer?.positions && { positions: outer.positions }),
          ...(outer?.path && { path: outer.path }),
          extensions: http === undefined ? extensions : { ...extensions, http },
        }),
    )
    return outer?.nodes ? error : withLocations(error, outer?.locations)
  }

  if (root instanceof GatewayError) return make(root.message, extensionsOf(root, requestId))
  // graphql-js reports errors in documents and variables before it executes, so they have no path. The
  // exception is a nullable variable in the place of a non-null argument.
  if (
    root instanceof GraphQLError &&
    outer &&
    (outer.path === undefined ||
      root.extensions['code'] === 'BAD_USER_INPUT' ||
      root.message.startsWith('Argument "'))
  ) {
    const message = messageOf(outer, root, suggestions)
    const argument = argumentOf(message) ?? placeOfNodes(outer.nodes)
    return make(message, {
      code: 'BAD_USER_INPUT',
      retryable: false,
      ...(argument && { argument: withShortNames(argument) }),
      requestId,
    })
  }
  return make('Internal gateway error. If it persists, report the request ID.', {
    code: 'INTERNAL_SERVER_ERROR',
    retryable: false,
    requestId,
  })
}

/** Whether the client does not see what happened, so that the log must have it. */
export const isMasked = (error: GraphQLError): boolean => error.extensions['code'] === 'INTERNAL_SERVER_ERROR'
