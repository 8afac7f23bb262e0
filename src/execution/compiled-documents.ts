import type { DocumentNode, GraphQLSchema } from 'graphql'
import { LRUCache } from 'lru-cache'
import { type CompiledQuery, compileQuery, type IsWithinLimit } from './compiled-query.ts'
import { CACHED_DOCUMENTS } from './document-cache.ts'

/**
 * Documents that the whole pipeline has let through once: parsed, within the limits, valid. Whether a
 * document is let through hangs on its text and on settings alone, never on who sends it or on its variables.
 */
export interface CompiledDocuments {
  /** @param text the document exactly as it was parsed. */
  admit(text: string, operationName: string | undefined, document: DocumentNode): void
  /** Compiled at the first time it is asked for; undefined where it has not been admitted, or cannot be. */
  find(text: string, operationName: string | undefined): CompiledQuery | undefined
}

/** An operation of a document, compiled when it is asked for the first time. */
interface Admitted {
  readonly document: DocumentNode
  compiled?: CompiledQuery | undefined
}

/** @param limit what hangs on variables, and is asked at every execution. Default: nothing. */
export const createCompiledDocuments = (
  schema: GraphQLSchema,
  limit?: { isWithinLimit(document: DocumentNode, operationName: string | undefined): IsWithinLimit },
): CompiledDocuments => {
  /** By text, then by the operation's name; undefined where it is the only one. */
  const documents = new LRUCache<string, Map<string | undefined, Admitted>>({
    ...CACHED_DOCUMENTS,
    sizeCalculation: (_, text) => text.length,
  })
  return {
    admit(text, operationName, document) {
      const operations = documents.get(text) ?? new Map<string | undefined, Admitted>()
      if (!operations.has(operationName)) operations.set(operationName, { document })
      documents.set(text, operations)
    },
    find(text, operationName) {
      const admitted = documents.get(text)?.get(operationName)
      if (!admitted) return undefined
      const { document } = admitted
      const isWithinLimit = limit?.isWithinLimit(document, operationName)
      admitted.compiled ??= compileQuery(schema, document, operationName, isWithinLimit)
      return admitted.compiled
    },
  }
}
