import { GraphQLError } from 'graphql'
import type { GatewayError } from '../errors.ts'

/** Makes Yoga respond with HTTP 400, whichever JSON type the client accepts. */
export const toRequestError = (error: GatewayError): GraphQLError =>
  new GraphQLError(error.message, { originalError: error, extensions: { http: { status: 400 } } })
