import { defaultFieldResolver, type GraphQLFieldResolver, type GraphQLSchema, isObjectType } from 'graphql'
import type { GatewayContext } from '../context.ts'
import { outcomeOf } from '../datasources/observed-call.ts'
import { toError } from '../errors.ts'
import { rootOf } from '../response/client-error.ts'
import type { RequestSpan } from '../telemetry/spans/span.ts'
import type { ResponsePath } from '../telemetry/spans/waits.ts'

type Resolver = GraphQLFieldResolver<unknown, GatewayContext>

/** A list may hold errors in the place of items. */
const outcomeOfValue = (value: unknown): string =>
  outcomeOf(rootOf(Array.isArray(value) ? value.find((item) => item instanceof Error) : value))

/** @param field its schema coordinate, for example `User.app` */
const recordWaits = (field: string, resolve: Resolver): Resolver => {
  const record = (
    span: RequestSpan,
    value: Promise<unknown>,
    path: ResponsePath,
    startedAt: number,
  ): void => {
    const end = span.waits(field, path, startedAt)
    value.then(
      (resolved) => end(outcomeOfValue(resolved)),
      (error: unknown) => end(outcomeOf(toError(rootOf(error)))),
    )
  }
  return (source, args, context, info) => {
    const { span } = context.incoming
    if (!span) return resolve(source, args, context, info)
    const startedAt = performance.now()
    const value = resolve(source, args, context, info)
    if (value instanceof Promise) {
      record(span, value, info.path, startedAt)
    } else if (Array.isArray(value)) {
      for (const [key, item] of value.entries()) {
        if (item instanceof Promise) record(span, item, { prev: info.path, key }, startedAt)
      }
    }
    return value
  }
}

/**
 * Wraps the resolvers of a schema, in place, so that the request's span records what they wait for. Both
 * execution paths call the wrapped resolvers. Without this call, spans cost nothing per field. Fields without
 * a resolver read a property of their model and never wait.
 */
export const withResolverSpans = (schema: GraphQLSchema): GraphQLSchema => {
  for (const type of Object.values(schema.getTypeMap())) {
    if (!isObjectType(type)) continue
    for (const field of Object.values(type.getFields())) {
      if (!field.resolve || field.resolve === defaultFieldResolver) continue
      field.resolve = recordWaits(`${type.name}.${field.name}`, field.resolve)
    }
  }
  return schema
}
