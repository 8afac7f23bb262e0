import { type DocumentNode, type GraphQLSchema, parse, validate } from 'graphql'

/** Reads a document and holds it to the schema. @throws Error that lists what is wrong with it. */
export const readValid = (schema: GraphQLSchema, text: string): DocumentNode => {
  const document = parse(text)
  const mistakes = validate(schema, document)
  if (mistakes.length > 0) throw new Error(mistakes.map(({ message }) => message).join('\n'))
  return document
}
