import { persistedExchange } from '@urql/exchange-persisted'
import { cacheExchange, Client, fetchExchange, type TypedDocumentNode } from 'urql'

/** The hash that codegen stored in a document. */
const hashOf = (document: TypedDocumentNode): string => {
  const { hash } = (document as { __meta__?: { hash?: string } }).__meta__ ?? {}
  if (hash === undefined) throw new Error('Codegen does not know this document: write it as graphql(`…`)')
  return hash
}

/** Sends hashes instead of documents: queries by GET, mutations by POST. */
const trustedDocuments = persistedExchange({
  generateHash: async (_, document) => hashOf(document),
  enforcePersistedQueries: true,
  enableForMutation: true,
  preferGetForPersistedQueries: true,
})

/** A client with an empty cache. */
export const createClient = (): Client =>
  new Client({
    url: '/graphql',
    fetchOptions: {
      credentials: 'same-origin',
      // The gateway accepts a GET with a session cookie only with something that other sites cannot send. Most browsers
      // say that the request is from the same origin; others need such a header.
      headers: { 'apollo-require-preflight': '1' },
    },
    // Only hashes go by GET.
    preferGetMethod: false,
    exchanges: [
      cacheExchange,
      // In development, documents change more often than the gateway's list of them.
      ...(import.meta.env.PROD ? [trustedDocuments] : []),
      fetchExchange,
    ],
  })
