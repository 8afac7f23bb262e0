import { toError } from '../errors.ts'
import { isObject, parseJson } from '../json.ts'
import { readTextFile } from '../text-file.ts'

export interface TrustedDocumentsOptions {
  /**
   * Path of a JSON file that maps hashes to documents, as the client preset of GraphQL Code Generator writes
   * it.
   */
  readonly path: string
  /** Whether all other documents are rejected. */
  readonly only: boolean
}

/** The parameters by which a client sends or names a document. */
export interface DocumentParameters {
  readonly query?: unknown
  readonly documentId?: unknown
  readonly extensions?: unknown
}

/** The documents that clients may name by a hash. */
export interface TrustedDocuments {
  /** The document that was sent or named, or why it is rejected. */
  read(params: DocumentParameters): { readonly query: unknown } | { readonly error: string }
}

/** `sha256:<hex>` and `<hex>` are equivalent. */
const normalize = (hash: string): string => hash.replace(/^sha256:/i, '').toLowerCase()

const readText = (path: string): string => {
  try {
    return readTextFile(path)
  } catch (error) {
    throw new Error(`TRUSTED_DOCUMENTS: ${path} cannot be read: ${toError(error).message}`, { cause: error })
  }
}

const readFile = (path: string): ReadonlyMap<string, string> => {
  const json = parseJson(readText(path))
  if (!isObject(json))
    throw new Error(`TRUSTED_DOCUMENTS: ${path} must be a JSON object that maps hashes to documents`)
  return new Map(
    Object.entries(json).map(([hash, document]) => {
      if (typeof document !== 'string')
        throw new Error(`TRUSTED_DOCUMENTS: ${path} must contain strings only, each a document`)
      return [normalize(hash), document]
    }),
  )
}

/** The hash in `documentId`, or in Apollo's `extensions.persistedQuery.sha256Hash`. */
const hashOf = ({ documentId, extensions }: DocumentParameters): string | undefined => {
  if (typeof documentId === 'string') return normalize(documentId)
  const persisted = isObject(extensions) ? extensions['persistedQuery'] : undefined
  const hash = isObject(persisted) ? persisted['sha256Hash'] : undefined
  return typeof hash === 'string' ? normalize(hash) : undefined
}

/** Reads the file. Throws where it is not a JSON object of documents by hash. */
export const createTrustedDocuments = ({ path, only }: TrustedDocumentsOptions): TrustedDocuments => {
  const documents = readFile(path)
  const texts: ReadonlySet<unknown> = new Set(documents.values())
  return {
    read(params) {
      const { query } = params
      const hash = query ? undefined : hashOf(params)
      if (hash !== undefined) {
        const text = documents.get(hash)
        return text === undefined
          ? { error: 'No trusted document has this hash. Check that it is deployed to this gateway.' }
          : { query: text }
      }
      return only && !texts.has(query)
        ? {
            error:
              'This gateway executes trusted documents only. Send the hash of one of them as "documentId".',
          }
        : { query }
    },
  }
}
