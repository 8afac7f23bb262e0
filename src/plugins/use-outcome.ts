import { getOperationAST } from 'graphql'
import type { Plugin } from 'graphql-yoga'
import type { GatewayContext } from '../context.ts'
import type { Outcome, Result } from '../outcome.ts'

const isResult = (result: unknown): result is Result =>
  typeof result === 'object' && result !== null && !(Symbol.asyncIterator in result)

/** Ends what Yoga answers as every answer ends. */
export const useOutcome = (outcome: Outcome): Plugin<GatewayContext, GatewayContext> => ({
  onExecute({ args: { document, operationName, contextValue } }) {
    const startedAt = performance.now()
    const operation = getOperationAST(document, operationName)
    const facts = {
      lane: 'full',
      kind: operation?.operation ?? 'none',
      name: operation?.name?.value,
    } as const
    return {
      onExecuteDone({ result }) {
        if (!isResult(result)) return
        const { errors, data } = result
        outcome.executed(facts, startedAt, { errors, hasData: Boolean(data) }, contextValue.incoming.span)
      },
    }
  },
  onResultProcess({ result, setResult, serverContext }) {
    if (isResult(result)) setResult(outcome.finish(result, serverContext))
  },
})
