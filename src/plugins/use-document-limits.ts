import type { Plugin } from 'graphql-yoga'
import type { DocumentLimits } from '../limits/document-limits.ts'
import { toRequestError } from './request-error.ts'

/** Refuses documents that are too large or too deep: by their text before they are parsed, the rest after it. */
export const useDocumentLimits = (limits: DocumentLimits): Plugin => ({
  onParse({ params: { source } }) {
    const refusal = limits.checkText(typeof source === 'string' ? source : source.body)
    if (refusal) throw toRequestError(refusal)
  },
  onValidate({ params: { documentAST } }) {
    const refusal = limits.check(documentAST)
    if (refusal) throw toRequestError(refusal)
  },
})
