import { hash } from 'node:crypto'
import type { DocumentNode, GraphQLSchema } from 'graphql'
import { LRUCache } from 'lru-cache'
import { type Admit, type CompiledQuery, compileQuery } from './compiled-query.ts'
import { CACHED_DOCUMENTS } from './document-cache.ts'

/** An operation of a document that is compiled. */
export interface CompiledDocument extends CompiledQuery {
  /** SHA-256 of its text in hexadecimal digits. */
  readonly document: string
}

/**
 * Documents that have passed all checks of Yoga's path once: parsed, within the limits, valid. The result of those
 * checks depends on the text and the settings alone, never on the caller or the variables.
 */
export interface CompiledDocuments {
  /**
   * Returns the operation compiled, also where the document is too long to be kept; undefined where it cannot be.
   * @param text the document exactly as it was parsed.
   */
  add(text: string, operationName: string | undefined, document: DocumentNode): CompiledDocument | undefined
  /** Compiles on first use; undefined where the document is unknown or cannot be compiled. */
  find(text: string, operationName: string | undefined): CompiledDocument | undefined
}

/** An operation of a document, compiled on first use. */
interface Operation {
  readonly document: DocumentNode
  compiled?: CompiledDocument | undefined
}

/** @param limit checks the variables of every execution. Default: none. */
export const createCompiledDocuments = (
  schema: GraphQLSchema,
  limit?: { admitter(document: DocumentNode, operationName: string | undefined): Admit },
): CompiledDocuments => {
  /** By text, then by the operation's name; undefined where it is the only one. */
  const documents = new LRUCache<string, Map<string | undefined, Operation>>({
    ...CACHED_DOCUMENTS,
    sizeCalculation: (_, text) => text.length,
  })
  const compile = (
    text: string,
    operation: Operation,
    operationName: string | undefined,
  ): CompiledDocument | undefined => {
    if (operation.compiled) return operation.compiled
    const { document } = operation
    const query = compileQuery(schema, document, operationName, limit?.admitter(document, operationName))
    operation.compiled = query && { ...query, document: hash('sha256', text) }
    return operation.compiled
  }
  return {
    add(text, operationName, document) {
      const operations = documents.get(text) ?? new Map<string | undefined, Operation>()
      const operation = operations.get(operationName) ?? { document }
      operations.set(operationName, operation)
      documents.set(text, operations)
      return compile(text, operation, operationName)
    },
    find(text, operationName) {
      const found = documents.get(text)?.get(operationName)
      return found && compile(text, found, operationName)
    },
  }
}
