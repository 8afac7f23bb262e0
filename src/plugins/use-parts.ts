import type { Plugin } from 'graphql-yoga'
import type { GatewayContext } from '../context.ts'
import { wholeOf } from '../document/incremental.ts'
import type { PartsLimit } from '../limits/parts.ts'
import { isIncremental } from '../response/media-types.ts'
import { toRequestError } from './request-error.ts'

/**
 * `@defer` and `@stream`: rejects operations that would have too many parts, and executes without the
 * directives where the client does not accept incremental delivery.
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
    if (isIncremental(contextValue.request.headers.get('accept'))) return
    setExecuteFn((given) => executeFn({ ...given, document: whole }))
  },
})
