import { readFileSync } from 'node:fs'
import { GraphQLError } from 'graphql'
import type { Plugin } from 'graphql-yoga'
import { isObject, parseJson } from '../http/json.ts'

export interface TrustedDocumentsOptions {
  /** Path of the JSON file: hash → document, as codegen's client preset writes it. */
  readonly path: string
  /** Refuse every other document. */
  readonly only: boolean
}

/** `sha256:<hex>` and `<hex>` are the same. */
const normalize = (hash: string): string => hash.replace(/^sha256:/i, '').toLowerCase()

/** Documents by hash. Throws where the file is none of these. */
export const readTrustedDocuments = (path: string): ReadonlyMap<string, string> => {
  const json = parseJson(readFileSync(path, 'utf8'))
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
const hashOf = (params: {
  readonly documentId?: unknown
  readonly extensions?: unknown
}): string | undefined => {
  const { documentId, extensions } = params
  if (typeof documentId === 'string') return normalize(documentId)
  const persisted = isObject(extensions) ? extensions['persistedQuery'] : undefined
  const hash = isObject(persisted) ? persisted['sha256Hash'] : undefined
  return typeof hash === 'string' ? normalize(hash) : undefined
}

const refuse = (message: string): GraphQLError =>
  new GraphQLError(message, { extensions: { code: 'BAD_USER_INPUT', http: { status: 400 } } })

/** Lets clients send the hash of a document that the operator trusts, and, if told to, nothing else. */
export const useTrustedDocuments = ({ path, only }: TrustedDocumentsOptions): Plugin => {
  const documents = readTrustedDocuments(path)
  const texts = new Set(documents.values())
  return {
    onParams({ params, setParams }) {
      const hash = params.query ? undefined : hashOf(params)
      if (hash !== undefined) {
        const query = documents.get(hash)
        if (query === undefined) throw refuse('This gateway trusts no document with that hash.')
        setParams({ ...params, query })
      } else if (only && !texts.has(params.query ?? '')) {
        throw refuse('This gateway answers documents that it trusts only: send the hash of one.')
      }
    },
  }
}
