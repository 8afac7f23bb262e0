import { GraphQLError, NoSchemaIntrospectionCustomRule } from 'graphql'
import type { Plugin } from 'graphql-yoga'

const withoutSuggestion = (error: Error): GraphQLError =>
  new GraphQLError(
    error.message.replace(/ Did you mean .+\?$/s, ''),
    error instanceof GraphQLError ? { nodes: error.nodes, extensions: error.extensions } : {},
  )

/** Refuses introspection, and the suggestions in validation errors that would tell the schema bit by bit. */
export const useNoIntrospection = (): Plugin => ({
  onValidate({ addValidationRule }) {
    addValidationRule(NoSchemaIntrospectionCustomRule)
    return ({ result, setResult }) => {
      setResult(result.map(withoutSuggestion))
    }
  },
})
