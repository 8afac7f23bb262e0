import { hash } from 'node:crypto'
import type { Plugin } from 'graphql-yoga'
import type { GatewayContext } from '../context.ts'
import type { GatewayError } from '../errors.ts'
import type { DocumentParameters, TrustedDocuments } from '../execution/trusted-documents.ts'
import { toRequestError } from './request-error.ts'

/** Yoga reads only the parameters of the specification from a URL. */
const withDocumentId = (params: DocumentParameters, url: string): DocumentParameters => ({
  ...params,
  documentId: new URL(url).searchParams.get('documentId') ?? undefined,
})

const hashOf = (text: unknown): string | undefined =>
  typeof text === 'string' && text !== '' ? hash('sha256', text) : undefined

/** A client that gets one of the other codes sends the text next, so nothing is wrong with its request. */
const statusOf = ({ code }: GatewayError): number => (code === 'BAD_USER_INPUT' ? 400 : 200)

/**
 * Lets clients send the hash of a trusted document; other documents are rejected where the settings say so.
 */
export const useTrustedDocuments = (documents: TrustedDocuments): Plugin<object, GatewayContext> => ({
  onParams({ request, params, setParams, context }) {
    const read = documents.read(request.method === 'GET' ? withDocumentId(params, request.url) : params)
    const { record } = context.incoming
    if (record) record.document = 'error' in read ? read.hash : hashOf(read.query)
    if ('error' in read) throw toRequestError(read.error, statusOf(read.error))
    if (typeof read.query === 'string' && read.query !== params.query) {
      setParams({ ...params, query: read.query })
    }
  },
})
