import { getOperationAST } from 'graphql'
import type { Plugin } from 'graphql-yoga'
import type { GatewayContext } from '../context.ts'
import { finishIncremental, type Payload } from '../response/finish-incremental.ts'
import type { Outcome, Result } from '../response/finish.ts'

const isInParts = (result: unknown): result is AsyncIterable<Payload> =>
  typeof result === 'object' && result !== null && Symbol.asyncIterator in result

const isResult = (result: unknown): result is Result =>
  typeof result === 'object' && result !== null && !isInParts(result)

/** Ends what Yoga answers as every answer ends. */
export const useResult = (outcome: Outcome): Plugin<GatewayContext, GatewayContext> => ({
  onExecute({ args: { document, operationName, contextValue } }) {
    const startedAt = performance.now()
    const operation = getOperationAST(document, operationName)
    const facts = {
      path: 'yoga',
      kind: operation?.operation ?? 'none',
      name: operation?.name?.value,
    } as const
    return {
      onExecuteDone({ result, setResult }) {
        if (isInParts(result)) {
          setResult(
            finishIncremental(result, { outcome, context: contextValue, operation: facts, startedAt }),
          )
        } else if (isResult(result)) {
          const { errors, data } = result
          outcome.executed(facts, startedAt, { errors, hasData: Boolean(data) }, contextValue.incoming.span)
        }
      },
    }
  },
  onResultProcess({ result, setResult, serverContext }) {
    if (isResult(result)) setResult(outcome.finish(result, serverContext))
  },
})
