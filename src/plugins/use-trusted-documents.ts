import { GraphQLError } from 'graphql'
import type { Plugin } from 'graphql-yoga'
import type { TrustedDocuments } from '../trusted-documents.ts'

/** Lets clients send the hash of a document that the operator trusts, and, if told to, nothing else. */
export const useTrustedDocuments = (documents: TrustedDocuments): Plugin => ({
  onParams({ params, setParams }) {
    const read = documents.read(params)
    if ('refusal' in read) {
      throw new GraphQLError(read.refusal, { extensions: { code: 'BAD_USER_INPUT', http: { status: 400 } } })
    }
    if (typeof read.query === 'string' && read.query !== params.query) {
      setParams({ ...params, query: read.query })
    }
  },
})
