import { normalizeHash } from '../config/document-file.ts'
import type { TrustedDocumentSettings } from '../config/settings.ts'
import { badUserInput, GatewayError } from '../errors.ts'
import { isObject } from '../json.ts'

/** The parameters by which a client sends or names a document. */
export interface DocumentParameters {
  readonly query?: unknown
  readonly documentId?: unknown
  readonly extensions?: unknown
}

export interface RejectedDocument {
  readonly error: GatewayError
  /** The hash that no document has, in hexadecimal digits. */
  readonly hash?: string
}

/** The documents that clients may name by a hash. */
export interface TrustedDocuments {
  /** The document that was sent or named, or why it is rejected. The text counts where a hash comes along. */
  read(params: DocumentParameters): { readonly query: unknown } | RejectedDocument
}

/** SHA-256, or SHA-1, which is the client preset's default. */
const HASH = /^(?:[0-9a-f]{64}|[0-9a-f]{40})$/

/** Links that send hashes first compare these messages, or the codes, and then send the text. */
const persistedQueryNotFound = new GatewayError('PERSISTED_QUERY_NOT_FOUND', 'PersistedQueryNotFound')
const persistedQueryNotSupported = new GatewayError(
  'PERSISTED_QUERY_NOT_SUPPORTED',
  'PersistedQueryNotSupported',
)
const wrongVersion = badUserInput('"extensions.persistedQuery.version" must be 1.')
const malformedHash = badUserInput(
  '"extensions.persistedQuery.sha256Hash" must be a SHA-256 hash in hexadecimal digits.',
)
const unknownId = badUserInput(
  'No trusted document has this hash. Check that it is deployed to this gateway.',
)
const onlyTrusted = badUserInput(
  'This gateway executes trusted documents only. Send the hash of one of them as "documentId".',
)

/** @param settings Undefined where there are no trusted documents. */
export const createTrustedDocuments = (settings: TrustedDocumentSettings | undefined): TrustedDocuments => {
  const documents: ReadonlyMap<string, string> = new Map(settings?.documents)
  const texts: ReadonlySet<unknown> = new Set(documents.values())
  const only = settings?.only === true
  const unknownHash = settings && !only ? persistedQueryNotFound : persistedQueryNotSupported

  /** What is wrong with Apollo's `extensions.persistedQuery`, or the hash in it. */
  const hashIn = (persisted: unknown): string | GatewayError => {
    const { version = 1, sha256Hash } = isObject(persisted) ? persisted : {}
    if (version !== 1) return wrongVersion
    if (typeof sha256Hash !== 'string') return malformedHash
    const hash = normalizeHash(sha256Hash)
    return HASH.test(hash) || documents.has(hash) ? hash : malformedHash
  }

  const find = (hash: string, unknown: GatewayError) => {
    const query = documents.get(hash)
    if (query !== undefined) return { query }
    return { error: unknown, ...(HASH.test(hash) && { hash }) }
  }

  return {
    read({ query, documentId, extensions }) {
      const persisted = isObject(extensions) ? extensions['persistedQuery'] : undefined
      const hash = persisted === undefined || persisted === null ? undefined : hashIn(persisted)
      if (hash instanceof GatewayError) return { error: hash }
      if (!query) {
        if (typeof documentId === 'string') return find(normalizeHash(documentId), unknownId)
        if (hash !== undefined) return find(hash, unknownHash)
      }
      return only && !texts.has(query) ? { error: onlyTrusted } : { query }
    },
  }
}
