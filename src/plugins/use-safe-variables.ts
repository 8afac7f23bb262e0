import type { GraphQLError } from 'graphql'
import type { Plugin } from 'graphql-yoga'
import { renameVariables, restoreNames, withSafeVariables } from '../document/safe-variables.ts'

const errorsOf = (result: unknown): readonly GraphQLError[] =>
  typeof result === 'object' && result !== null && 'errors' in result && Array.isArray(result.errors)
    ? (result.errors as readonly GraphQLError[])
    : []

/**
 * Lets Yoga's executor execute documents with variables such as `$valueOf` and `$__proto__`. It keeps variables in plain
 * objects (ardatan/graphql-tools#8346), where these names are taken; graphql-js has fixed the same in
 * graphql/graphql-js#4652 and #4653.
 */
export const useSafeVariables = (): Plugin => ({
  onExecute({ executeFn, setExecuteFn }) {
    setExecuteFn(async (given) => {
      const safe = withSafeVariables(given.document)
      if (!safe) return executeFn(given)
      const { document, renamed } = safe
      const variableValues = renameVariables(given.variableValues ?? {}, renamed)
      const result: unknown = await executeFn({ ...given, document, variableValues })
      for (const error of errorsOf(result)) error.message = restoreNames(error.message, renamed)
      return result
    })
  },
})
