import type { Plugin } from 'graphql-yoga'
import type { GatewayContext } from '../context.ts'
import type { CompiledDocuments } from '../execution/compiled-documents.ts'
import { wholeOf } from '../document/incremental.ts'

export interface CompiledDocumentsOptions {
  /** For tests: Yoga, too, executes the compiled document. */
  readonly isFastOnly: boolean
}

/** Offers each document that Yoga is about to execute to the fast path: it has passed all checks. */
export const useCompiledDocuments = (
  compiledDocuments: CompiledDocuments,
  { isFastOnly }: CompiledDocumentsOptions,
): Plugin<GatewayContext> => ({
  onExecute({ args, setExecuteFn }) {
    const { document, operationName, contextValue } = args
    const text = contextValue.params.query
    // The fast path has no incremental delivery.
    if (typeof text !== 'string' || wholeOf(document)) return
    const name = operationName ?? undefined
    compiledDocuments.add(text, name, document)
    if (!isFastOnly) return
    const bound = compiledDocuments.find(text, name)?.bind(args.variableValues ?? {})
    if (!bound) return
    setExecuteFn(async () => {
      const { data, errors } = await bound.execute({ ...contextValue, selections: bound.selections })
      return { ...(errors.length > 0 && { errors }), data }
    })
  },
})
