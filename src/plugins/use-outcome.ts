import { getOperationAST } from 'graphql'
import type { Plugin } from 'graphql-yoga'
import type { GatewayContext } from '../context.ts'
import { finishInParts, type Payload } from '../outcome-in-parts.ts'
import type { Outcome, Result } from '../outcome.ts'

const isInParts = (result: unknown): result is AsyncIterable<Payload> =>
  typeof result === 'object' && result !== null && Symbol.asyncIterator in result

const isResult = (result: unknown): result is Result =>
  typeof result === 'object' && result !== null && !isInParts(result)

/** Ends what Yoga answers as every answer ends. */
export const useOutcome = (outcome: Outcome): Plugin<GatewayContext, GatewayContext> => ({
  onExecute({ args }) {
    const startedAt = performance.now()
    const kind = getOperationAST(args.document, args.operationName)?.operation ?? 'none'
    return {
      onExecuteDone({ result, setResult }) {
        if (isInParts(result)) {
          setResult(finishInParts(result, { outcome, context: args.contextValue, kind, startedAt }))
        } else if (isResult(result)) {
          outcome.executed(kind, startedAt, { errors: result.errors, hasData: Boolean(result.data) })
        }
      },
    }
  },
  onResultProcess({ result, setResult, serverContext }) {
    if (isResult(result)) setResult(outcome.finish(result, serverContext))
  },
})
