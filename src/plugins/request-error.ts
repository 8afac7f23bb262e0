import { GraphQLError } from 'graphql'
import type { GatewayError } from '../errors.ts'

/** Makes Yoga respond with this HTTP status, whichever JSON type the client accepts. */
export const toRequestError = (error: GatewayError, status = 400): GraphQLError =>
  new GraphQLError(error.message, { originalError: error, extensions: { http: { status } } })
