import { getOperationAST } from 'graphql'
import type { Plugin } from 'graphql-yoga'
import type { GatewayContext } from '../context.ts'
import type { Outcome, Result } from '../outcome.ts'

const isResult = (result: unknown): result is Result =>
  typeof result === 'object' && result !== null && !(Symbol.asyncIterator in result)

/** Ends what Yoga answers as every answer ends. */
export const useOutcome = (outcome: Outcome): Plugin<object, GatewayContext> => ({
  onExecute({ args }) {
    const startedAt = performance.now()
    const kind = getOperationAST(args.document, args.operationName)?.operation ?? 'none'
    return {
      onExecuteDone({ result }) {
        if (!isResult(result)) return
        outcome.executed(kind, startedAt, { errors: result.errors, hasData: Boolean(result.data) })
      },
    }
  },
  onResultProcess({ result, setResult, serverContext }) {
    if (isResult(result)) setResult(outcome.finish(result, serverContext))
  },
})
