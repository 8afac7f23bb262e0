import type { Plugin } from 'graphql-yoga'
import { allowCalls, type GatewayContext } from '../context.ts'
import type { CostLimit } from '../limits/cost/cost-limit.ts'
import { toRequestError } from './request-error.ts'

/** Rejects operations that may need too many upstream calls with their variables, and limits the calls of the others. */
export const useCostLimit = (limit: CostLimit): Plugin<GatewayContext> => ({
  onExecute({ args: { document, operationName, variableValues, contextValue }, setResultAndStopExecution }) {
    const { error, allowance } = limit.check(document, operationName ?? undefined, variableValues ?? {})
    if (error) setResultAndStopExecution({ errors: [toRequestError(error)] })
    else allowCalls(contextValue, allowance)
  },
})
