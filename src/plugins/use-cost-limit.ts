import type { Plugin } from 'graphql-yoga'
import type { CostLimit } from '../limits/cost/cost-limit.ts'
import { toRequestError } from './request-error.ts'

/** Rejects operations that may need too many upstream calls with their variables. */
export const useCostLimit = (limit: CostLimit): Plugin => ({
  onExecute({ args: { document, operationName, variableValues }, setResultAndStopExecution }) {
    const error = limit.check(document, operationName ?? undefined, variableValues ?? {})
    if (error) setResultAndStopExecution({ errors: [toRequestError(error)] })
  },
})
