import type { Plugin } from 'graphql-yoga'
import type { GatewayContext } from '../context.ts'
import type { CompiledDocuments } from '../execution/compiled-documents.ts'
import { wholeOf } from '../document/incremental.ts'

/**
 * Offers each document that Yoga is about to execute to the fast path, since it has passed all checks, and executes it as
 * the fast path does. The fast path has no incremental delivery.
 */
export const useCompiledDocuments = (compiledDocuments: CompiledDocuments): Plugin<GatewayContext> => ({
  onExecute({ args, setExecuteFn }) {
    const { document, operationName, contextValue } = args
    const text = contextValue.params.query
    if (typeof text !== 'string' || wholeOf(document)) return
    const name = operationName ?? undefined
    const bound = compiledDocuments.add(text, name, document)?.bind(args.variableValues ?? {})
    if (!bound) return
    setExecuteFn(async () => {
      const { data, errors } = await bound.execute({ ...contextValue, selections: bound.selections })
      return { ...(errors.length > 0 && { errors }), data }
    })
  },
})
