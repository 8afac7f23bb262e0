import type { Plugin } from 'graphql-yoga'
import type { CostLimit } from '../limits/cost/cost-limit.ts'
import { toRequestError } from './request-error.ts'

/** Refuses operations that may cause too many upstream calls with the variables that they came with. */
export const useCostLimit = (limit: CostLimit): Plugin => ({
  onExecute({ args: { document, operationName, variableValues }, setResultAndStopExecution }) {
    const refusal = limit.check(document, operationName ?? undefined, variableValues ?? {})
    if (refusal) setResultAndStopExecution({ errors: [toRequestError(refusal)] })
  },
})
