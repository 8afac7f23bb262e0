import { GraphQLError } from 'graphql'
import type { Plugin } from 'graphql-yoga'
import type { DocumentParameters, TrustedDocuments } from '../execution/trusted-documents.ts'

/** Of an address Yoga reads what the specification names, and nothing else. */
const withDocumentId = (params: DocumentParameters, url: string): DocumentParameters => ({
  ...params,
  documentId: new URL(url).searchParams.get('documentId') ?? undefined,
})

/** Lets clients send the hash of a document that the operator trusts, and, if told to, nothing else. */
export const useTrustedDocuments = (documents: TrustedDocuments): Plugin => ({
  onParams({ request, params, setParams }) {
    const read = documents.read(request.method === 'GET' ? withDocumentId(params, request.url) : params)
    if ('refusal' in read) {
      throw new GraphQLError(read.refusal, { extensions: { code: 'BAD_USER_INPUT', http: { status: 400 } } })
    }
    if (typeof read.query === 'string' && read.query !== params.query) {
      setParams({ ...params, query: read.query })
    }
  },
})
