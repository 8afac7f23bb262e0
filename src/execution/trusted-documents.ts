import { readFileSync } from 'node:fs'
import { toError } from '../errors.ts'
import { isObject, parseJson } from '../json.ts'

export interface TrustedDocumentsOptions {
  /** Path of the JSON file: hash → document, as codegen's client preset writes it. */
  readonly path: string
  /** Refuse every other document. */
  readonly only: boolean
}

/** What a client sent in the place of a document. */
export interface DocumentParameters {
  readonly query?: unknown
  readonly documentId?: unknown
  readonly extensions?: unknown
}

/** The documents that clients may send by their hashes. */
export interface TrustedDocuments {
  /** The document that is meant, as far as one was sent, or why it is not answered. */
  read(params: DocumentParameters): { readonly query: unknown } | { readonly refusal: string }
}

/** `sha256:<hex>` and `<hex>` are the same. */
const normalize = (hash: string): string => hash.replace(/^sha256:/i, '').toLowerCase()

const readText = (path: string): string => {
  try {
    return readFileSync(path, 'utf8')
  } catch (error) {
    throw new Error(`TRUSTED_DOCUMENTS: ${path} cannot be read: ${toError(error).message}`, { cause: error })
  }
}

const readFile = (path: string): ReadonlyMap<string, string> => {
  const json = parseJson(readText(path))
  if (!isObject(json)) throw new Error(`TRUSTED_DOCUMENTS: ${path} is no JSON object of documents by hash`)
  return new Map(
    Object.entries(json).map(([hash, document]) => {
      if (typeof document !== 'string')
        throw new Error(`TRUSTED_DOCUMENTS: ${path} has something that is no document`)
      return [normalize(hash), document]
    }),
  )
}

/** The hash that a client sent: `documentId`, or Apollo's `extensions.persistedQuery.sha256Hash`. */
const hashOf = ({ documentId, extensions }: DocumentParameters): string | undefined => {
  if (typeof documentId === 'string') return normalize(documentId)
  const persisted = isObject(extensions) ? extensions['persistedQuery'] : undefined
  const hash = isObject(persisted) ? persisted['sha256Hash'] : undefined
  return typeof hash === 'string' ? normalize(hash) : undefined
}

/** Reads the file. Throws where it holds anything but documents by their hashes. */
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
          ? { refusal: 'This gateway trusts no document with that hash.' }
          : { query: text }
      }
      return only && !texts.has(query)
        ? {
            refusal:
              'This gateway answers documents that it trusts only: send the hash of one as documentId.',
          }
        : { query }
    },
  }
}
