import type { DocumentNode } from 'graphql'
import { LRUCache } from 'lru-cache'

/**
 * How many documents are cached, and characters of their texts in total and of one. A parsed document takes
 * two hundred times the memory of its text, and clients may send any number of documents.
 */
export const CACHED_DOCUMENTS = { max: 1_000, maxSize: 512 * 1024, maxEntrySize: 8 * 1024 } as const

/** Yoga's cache of parsed documents, valid or not. Syntax errors are not cached. */
export const createDocumentCache = () => ({
  documentCache: new LRUCache<string, DocumentNode>({
    ...CACHED_DOCUMENTS,
    sizeCalculation: (_, text) => Math.max(1, text.length),
  }),
  errorCache: { get: () => undefined, set: () => undefined },
})
