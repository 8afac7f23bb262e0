import type { Plugin } from 'graphql-yoga'
import type { GatewayContext } from '../context.ts'
import type { CompiledDocuments } from '../execution/compiled-documents.ts'
import { wholeOf } from '../document/incremental.ts'

export interface CompiledDocumentsOptions {
  /** Executes as the fast path does even what comes along Yoga's. For tests. */
  readonly isFastOnly: boolean
}

/** Hands on to the fast path what has come as far as its execution: it has been let through by everything. */
export const useCompiledDocuments = (
  compiledDocuments: CompiledDocuments,
  { isFastOnly }: CompiledDocumentsOptions,
): Plugin<GatewayContext> => ({
  onExecute({ args, setExecuteFn }) {
    const { document, operationName, contextValue } = args
    const text = contextValue.params.query
    // What comes in parts is not for the fast path.
    if (typeof text !== 'string' || wholeOf(document)) return
    const name = operationName ?? undefined
    compiledDocuments.admit(text, name, document)
    if (!isFastOnly) return
    const bound = compiledDocuments.find(text, name)?.bind(args.variableValues ?? {})
    if (!bound) return
    setExecuteFn(async () => {
      const { data, errors } = await bound.execute({ ...contextValue, selections: bound.selections })
      return { ...(errors.length > 0 && { errors }), data }
    })
  },
})
