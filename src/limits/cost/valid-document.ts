import { type DocumentNode, type GraphQLSchema, parse, validate } from 'graphql'
import { documentRules } from '../../document/one-of-variables.ts'

/** Parses a document and validates it against the schema. @throws Error that lists all problems */
export const readValid = (schema: GraphQLSchema, text: string): DocumentNode => {
  const document = parse(text)
  const problems = validate(schema, document, documentRules)
  if (problems.length > 0) throw new Error(problems.map(({ message }) => message).join('\n'))
  return document
}
