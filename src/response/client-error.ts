import { GraphQLError } from 'graphql'
import { type ErrorCode, GatewayError } from '../errors.ts'
import { messageOf } from './graphql-message.ts'

const MAX_MESSAGE = 300

/** What a client sees of an error, beside message, path and locations. */
export interface ClientErrorExtensions {
  readonly [key: string]: unknown
  readonly code: ErrorCode
  readonly network?: string
  readonly upstreamCode?: number
  readonly retryable: boolean
  readonly retryAfterMs?: number
  readonly requestId: string
}

/** The error that resolvers threw, under the wrappers that executors put around it. */
export const rootOf = (error: unknown): unknown =>
  error instanceof GraphQLError && error.originalError ? rootOf(error.originalError) : error

const extensionsOf = (error: GatewayError, requestId: string): ClientErrorExtensions => ({
  code: error.code,
  ...(error.network !== undefined && { network: error.network.toUpperCase() }),
  ...(error.upstreamCode !== undefined && { upstreamCode: error.upstreamCode }),
  retryable: error.retryable,
  ...(error.retryAfterMs !== undefined && { retryAfterMs: error.retryAfterMs }),
  requestId,
})

/**
 * Translates whatever went wrong into what the client may see: the one place where it is done. A
 * `GatewayError` keeps its words; a mistake in the document or its variables is BAD_USER_INPUT in
 * GraphQL's words; all else is masked.
 * @param suggestions whether mistakes in names are told with names that are much alike
 */
export const toClientError = (error: unknown, requestId: string, suggestions = true): GraphQLError => {
  const root = rootOf(error)
  const outer = error instanceof GraphQLError ? error : undefined
  const http = outer?.extensions['http']
  const make = (message: string, extensions: ClientErrorExtensions): GraphQLError =>
    new GraphQLError(message.slice(0, MAX_MESSAGE), {
      ...(outer?.nodes && { nodes: outer.nodes }),
      ...(outer?.source && { source: outer.source }),
      ...(outer?.positions && { positions: outer.positions }),
      ...(outer?.path && { path: outer.path }),
      extensions: http === undefined ? extensions : { ...extensions, http },
    })

  if (root instanceof GatewayError) return make(root.message, extensionsOf(root, requestId))
  // graphql-js speaks of documents and variables before it executes, so such an error has no path yet. Of a
  // variable that may be null, in the place of an argument that may not, it speaks on the way.
  if (
    root instanceof GraphQLError &&
    outer &&
    (outer.path === undefined ||
      root.extensions['code'] === 'BAD_USER_INPUT' ||
      root.message.startsWith('Argument "'))
  ) {
    return make(messageOf(outer, root, suggestions), { code: 'BAD_USER_INPUT', retryable: false, requestId })
  }
  return make('Something went wrong in the gateway.', {
    code: 'INTERNAL_SERVER_ERROR',
    retryable: false,
    requestId,
  })
}

/** Whether the client is shown less than what happened, so that the log must tell. */
export const isMasked = (error: GraphQLError): boolean => error.extensions['code'] === 'INTERNAL_SERVER_ERROR'
