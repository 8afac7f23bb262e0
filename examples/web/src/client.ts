import { persistedExchange } from '@urql/exchange-persisted'
import { cacheExchange, Client, fetchExchange, type TypedDocumentNode } from 'urql'

/** The hash that codegen has put into a document. */
const hashOf = (document: TypedDocumentNode): string => {
  const { hash } = (document as { __meta__?: { hash?: string } }).__meta__ ?? {}
  if (hash === undefined) throw new Error('This document is not of codegen: write it as graphql(`…`)')
  return hash
}

/** Sends hashes in the place of documents: queries by GET, mutations by POST. No text ever leaves the page. */
const trustedDocuments = persistedExchange({
  generateHash: async (_, document) => hashOf(document),
  enforcePersistedQueries: true,
  enableForMutation: true,
  preferGetForPersistedQueries: true,
})

/** A client of the gateway, with an empty store. */
export const createClient = (): Client =>
  new Client({
    url: '/graphql',
    fetchOptions: {
      credentials: 'same-origin',
      // A GET that carries the session's cookie is answered only with a header that no foreign page can set.
      headers: { 'content-type': 'application/json' },
    },
    // By GET go hashes alone.
    preferGetMethod: false,
    exchanges: [
      cacheExchange,
      // While you develop, documents change faster than the gateway's file of them.
      ...(import.meta.env.PROD ? [trustedDocuments] : []),
      fetchExchange,
    ],
  })
