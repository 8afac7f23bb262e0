import type { Plugin } from 'graphql-yoga'
import type { GatewayContext } from '../context.ts'
import { wholeOf } from '../document/incremental.ts'
import { executeInParts } from '../execution/execute-in-parts.ts'
import type { PartsLimit } from '../limits/parts.ts'
import { toRequestError } from './request-error.ts'

/**
 * `@defer` and `@stream`: rejects operations that would have too many parts, executes in parts in the format that the client
 * accepts, and without the directives where it accepts none.
 */
export const useParts = (limit: PartsLimit): Plugin<GatewayContext> => ({
  onExecute({ args, executeFn, setExecuteFn, setResultAndStopExecution }) {
    const { document, operationName, variableValues, contextValue } = args
    const whole = wholeOf(document)
    if (!whole) return
    const error = limit.check(document, operationName ?? undefined, variableValues ?? {})
    if (error) {
      setResultAndStopExecution({ errors: [toRequestError(error)] })
      return
    }
    const { partsFormat } = contextValue
    // Yoga's executor says what is wrong with variables, as it does without the directives.
    setExecuteFn(
      (given) =>
        (partsFormat && executeInParts(given, partsFormat)) ?? executeFn({ ...given, document: whole }),
    )
  },
})
