import { defaultFieldResolver, type GraphQLFieldResolver, type GraphQLSchema, isObjectType } from 'graphql'
import type { GatewayContext } from '../context.ts'
import { outcomeOf } from '../datasources/observed-call.ts'
import { toError } from '../errors.ts'
import type { RequestSpan } from '../telemetry/spans/span.ts'
import type { AnswerPath } from '../telemetry/spans/waits.ts'

type Resolver = GraphQLFieldResolver<unknown, GatewayContext>

/** In a list, things that could not be found stand as errors. */
const outcomeOfAnswer = (answer: unknown): string =>
  outcomeOf(Array.isArray(answer) ? answer.find((item) => item instanceof Error) : answer)

/** @param field in the schema's words, such as `User.app` */
const tellWaits = (field: string, resolve: Resolver): Resolver => {
  const tell = (span: RequestSpan, answer: Promise<unknown>, path: AnswerPath, startedAt: number): void => {
    const end = span.waits(field, path, startedAt)
    answer.then(
      (value) => end(outcomeOfAnswer(value)),
      (error: unknown) => end(outcomeOf(toError(error))),
    )
  }
  return (source, args, context, info) => {
    const { span } = context.incoming
    if (!span) return resolve(source, args, context, info)
    const startedAt = performance.now()
    const answer = resolve(source, args, context, info)
    if (answer instanceof Promise) {
      tell(span, answer, info.path, startedAt)
    } else if (Array.isArray(answer)) {
      for (const [key, item] of answer.entries()) {
        if (item instanceof Promise) tell(span, item, { prev: info.path, key }, startedAt)
      }
    }
    return answer
  }
}

/**
 * Has the resolvers of a schema tell the request's span what they wait for. It changes the schema that it is given,
 * whose fields are executed by either path: where nobody records spans there is nothing to ask at any field.
 * Fields without a resolver are properties of models, which are there.
 */
export const withToldWaits = (schema: GraphQLSchema): GraphQLSchema => {
  for (const type of Object.values(schema.getTypeMap())) {
    if (!isObjectType(type)) continue
    for (const field of Object.values(type.getFields())) {
      if (!field.resolve || field.resolve === defaultFieldResolver) continue
      field.resolve = tellWaits(`${type.name}.${field.name}`, field.resolve)
    }
  }
  return schema
}
