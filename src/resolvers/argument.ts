import type { GraphQLFieldResolver, GraphQLSchema } from 'graphql'
import type { GatewayContext } from '../context.ts'
import { type ArgumentPath, isGatewayError } from '../errors.ts'
import type { MaybePromise } from '../maybe-promise.ts'

/**
 * Runs what reads a part of an argument. If an error names a place in that part, it names it from the field's point
 * of view afterwards: `["role"]` at `["input"]` is `["input", "role"]`.
 */
export const atArgument = <Result>(
  place: ArgumentPath,
  run: () => MaybePromise<Result>,
): MaybePromise<Result> => {
  const fail = (error: unknown): never => {
    throw isGatewayError(error) ? error.at(place) : error
  }
  try {
    const result = run()
    return result instanceof Promise ? result.catch(fail) : result
  } catch (error) {
    return fail(error)
  }
}

type Resolver = GraphQLFieldResolver<unknown, GatewayContext>

/** Lets the errors of mutations, whose resolvers know the fields of `input` only, name their place in it. In place. */
export const withInputPlaces = (schema: GraphQLSchema): GraphQLSchema => {
  for (const field of Object.values(schema.getMutationType()?.getFields() ?? {})) {
    const resolve: Resolver | undefined = field.resolve
    if (!resolve || !field.args.some(({ name }) => name === 'input')) continue
    field.resolve = (source, args, context: GatewayContext, info) =>
      atArgument(['input'], () => resolve(source, args, context, info))
  }
  return schema
}
