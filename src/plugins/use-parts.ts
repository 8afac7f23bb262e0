import type { Plugin } from 'graphql-yoga'
import type { GatewayContext } from '../context.ts'
import { wholeOf } from '../document/incremental.ts'
import type { PartsLimit } from '../limits/parts.ts'
import { acceptsParts } from '../response/media-types.ts'
import { toRequestError } from './request-error.ts'

/**
 * `@defer` and `@stream`: refuses operations that ask for too many parts, and answers in one whoever does not
 * say that it takes parts.
 */
export const useParts = (limit: PartsLimit): Plugin<GatewayContext> => ({
  onExecute({ args, executeFn, setExecuteFn, setResultAndStopExecution }) {
    const { document, operationName, variableValues, contextValue } = args
    const whole = wholeOf(document)
    if (!whole) return
    const refusal = limit.check(document, operationName ?? undefined, variableValues ?? {})
    if (refusal) {
      setResultAndStopExecution({ errors: [toRequestError(refusal)] })
      return
    }
    if (acceptsParts(contextValue.request.headers.get('accept') ?? undefined)) return
    setExecuteFn((given) => executeFn({ ...given, document: whole }))
  },
})
