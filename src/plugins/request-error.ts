import { GraphQLError } from 'graphql'
import type { GatewayError } from '../errors.ts'

/** A refusal as Yoga passes it on: HTTP 400, whatever the client accepts. */
export const toRequestError = (refusal: GatewayError): GraphQLError =>
  new GraphQLError(refusal.message, { originalError: refusal, extensions: { http: { status: 400 } } })
