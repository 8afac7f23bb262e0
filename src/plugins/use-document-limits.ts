import type { Plugin } from 'graphql-yoga'
import type { DocumentLimits } from '../limits/document-limits.ts'
import { toRequestError } from './request-error.ts'

/**
 * Rejects documents that are too large or too deep: by their text before parsing, by their structure after
 * it.
 */
export const useDocumentLimits = (limits: DocumentLimits): Plugin => ({
  onParse({ params: { source } }) {
    const error = limits.checkText(typeof source === 'string' ? source : source.body)
    if (error) throw toRequestError(error)
  },
  onValidate({ params: { documentAST } }) {
    const error = limits.check(documentAST)
    if (error) throw toRequestError(error)
  },
})
