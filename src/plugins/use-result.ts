import { type ExecutionResult, getOperationAST } from 'graphql'
import { type Plugin, processRegularResult } from 'graphql-yoga'
import type { GatewayContext } from '../context.ts'
import { selectsSecret } from '../document/secret-fields.ts'
import { finishIncremental } from '../response/finish-incremental.ts'
import type { Executed, Finisher } from '../response/finish.ts'
import type { Payload } from '../response/payload.ts'
import { toResultBody } from '../response/result-body.ts'

const isIncrementalResult = (result: unknown): result is AsyncIterable<Payload> =>
  typeof result === 'object' && result !== null && Symbol.asyncIterator in result

const isWholeResult = (result: unknown): result is Executed =>
  typeof result === 'object' && result !== null && !isIncrementalResult(result)

/** Finishes Yoga's results as the fast path finishes its own. */
export const useResult = (finisher: Finisher): Plugin<GatewayContext, GatewayContext> => ({
  onExecute({ args: { document, operationName, contextValue } }) {
    const startedAt = performance.now()
    contextValue.outcome.isSecret = selectsSecret(document)
    const node = getOperationAST(document, operationName)
    const operation = {
      path: 'yoga',
      kind: node?.operation ?? 'none',
      name: node?.name?.value,
    } as const
    return {
      onExecuteDone({ result, setResult }) {
        if (isIncrementalResult(result)) {
          setResult(finishIncremental(result, { finisher, context: contextValue, operation, startedAt }))
        } else if (isWholeResult(result)) {
          const { errors, data } = result
          const outcome = { errors, hasData: Boolean(data) }
          finisher.recordExecution(operation, startedAt, outcome, contextValue.incoming)
        }
      },
    }
  },
  onResultProcess({ result, setResult, resultProcessor, serverContext }) {
    if (!isWholeResult(result)) return
    const finished = finisher.finish(result, serverContext)
    // Yoga writes errors as they are if they are no GraphQLErrors.
    const written = finished as ExecutionResult
    // It knows the status and the headers, and would write the result as one text.
    const isOwn = resultProcessor === processRegularResult && finished.data !== undefined
    setResult(isOwn ? { ...written, stringify: () => '' } : written)
    if (isOwn) serverContext.outcome.body = toResultBody(finished, serverContext.budget)
  },
})
