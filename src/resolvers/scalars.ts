import { GraphQLError, GraphQLScalarType, Kind } from 'graphql'

type Check<Value> = (value: unknown) => value is Value

/**
 * A scalar that passes values through as they are. One that a client sends in a wrong form is its mistake
 * and told so; one that the gateway answers with in a wrong form is the gateway's, and masked.
 * @param isAnswer the same of what data sources answer, who have looked closer already
 */
const passThrough = <Value>(
  name: string,
  isValue: Check<Value>,
  expected: string,
  isAnswer: Check<Value> = isValue,
): GraphQLScalarType<Value, Value> => {
  const parse = (value: unknown): Value => {
    if (isValue(value)) return value
    throw new GraphQLError(`Expected ${expected}.`, { extensions: { code: 'BAD_USER_INPUT' } })
  }
  return new GraphQLScalarType<Value, Value>({
    name,
    serialize(value) {
      if (isAnswer(value)) return value
      throw new TypeError(`a ${name} was not ${expected}`)
    },
    parseValue: parse,
    parseLiteral: (node) =>
      parse(node.kind === Kind.STRING ? node.value : node.kind === Kind.INT ? Number(node.value) : undefined),
  })
}

const isText: Check<string> = (value) => typeof value === 'string'

const isWebAddress: Check<string> = (value): value is string =>
  typeof value === 'string' && /^https?:\/\//i.test(value)

const isUrl: Check<string> = (value): value is string => isWebAddress(value) && URL.canParse(value)

const isVersion: Check<number> = (value): value is number => Number.isSafeInteger(value) && Number(value) >= 0

export const scalars = {
  // Text: dates of the language lose the nanoseconds.
  DateTime: passThrough('DateTime', isText, 'an RFC 3339 date-time'),
  URL: passThrough('URL', isUrl, 'an absolute http or https URL', isWebAddress),
  // A JSON number larger than GraphQL's Int.
  Version: passThrough('Version', isVersion, 'milliseconds since the epoch: a whole number, not negative'),
}
