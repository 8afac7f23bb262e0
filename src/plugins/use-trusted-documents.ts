import { GraphQLError } from 'graphql'
import type { Plugin } from 'graphql-yoga'
import type { DocumentParameters, TrustedDocuments } from '../execution/trusted-documents.ts'

/** Yoga reads only the parameters of the specification from a URL. */
const withDocumentId = (params: DocumentParameters, url: string): DocumentParameters => ({
  ...params,
  documentId: new URL(url).searchParams.get('documentId') ?? undefined,
})

/**
 * Lets clients send the hash of a trusted document; other documents are rejected where the settings say so.
 */
export const useTrustedDocuments = (documents: TrustedDocuments): Plugin => ({
  onParams({ request, params, setParams }) {
    const read = documents.read(request.method === 'GET' ? withDocumentId(params, request.url) : params)
    if ('error' in read) {
      throw new GraphQLError(read.error, { extensions: { code: 'BAD_USER_INPUT', http: { status: 400 } } })
    }
    if (typeof read.query === 'string' && read.query !== params.query) {
      setParams({ ...params, query: read.query })
    }
  },
})
