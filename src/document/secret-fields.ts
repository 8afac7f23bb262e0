import { BREAK, type DocumentNode, Kind, visit } from 'graphql'

/** Fields whose values are a token or a code that gives access, on any type. */
export const SECRET_FIELDS: ReadonlySet<string> = new Set([
  'accessToken',
  'authorizationCode',
  'codeId',
  'codeUrl',
  'imToken',
  'pinToken',
  'pinTokenBase64',
  'token',
  'verificationToken',
])

/** Whether an operation of a document selects a token or a code, under any alias. */
export const selectsSecret = (document: DocumentNode): boolean => {
  let found = false
  visit(document, {
    [Kind.FIELD]({ name }) {
      found = SECRET_FIELDS.has(name.value)
      return found ? BREAK : undefined
    },
  })
  return found
}
