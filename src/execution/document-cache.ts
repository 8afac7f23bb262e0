import type { DocumentNode } from 'graphql'
import { LRUCache } from 'lru-cache'

/**
 * How many documents are remembered, and characters of their texts, in all and of one. Anybody may send any number
 * of them, and what is made of a text weighs two hundred times as much.
 */
export const REMEMBERED_DOCUMENTS = { max: 1_000, maxSize: 512 * 1024, maxEntrySize: 8 * 1024 } as const

/** What Yoga keeps of documents that it has parsed, valid or not. Those that cannot be parsed are not kept. */
export const createDocumentCache = () => ({
  documentCache: new LRUCache<string, DocumentNode>({
    ...REMEMBERED_DOCUMENTS,
    sizeCalculation: (_, text) => Math.max(1, text.length),
  }),
  errorCache: { get: () => undefined, set: () => undefined },
})
