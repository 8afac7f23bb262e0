import { type DocumentNode, print } from 'graphql'
import { readValid } from '../src/limits/cost/valid-document.ts'
import { testSchema } from './schema.ts'

/** A string object, as GraphQL Code Generator creates with `documentMode: 'string'`. */
interface StringObject {
  toString(): string
  trim(): string
}

/** A parsed document of any version of graphql-js. */
interface ParsedDocument {
  readonly kind: string
  readonly definitions: readonly unknown[]
}

/**
 * A document in the forms that front ends use: a string, a `DocumentNode` (`gql`, `graphql-tag`), or the output of the
 * client preset of GraphQL Code Generator, a `TypedDocumentNode` or `TypedDocumentString`.
 */
export type AnyDocument = string | StringObject | ParsedDocument

/** The types of a document that GraphQL Code Generator puts into `__apiType`, which has no value at run time. */
type ApiOf<Document> = Document extends { readonly __apiType?: infer Api } ? NonNullable<Api> : never

type IsTyped<Document> = '__apiType' extends keyof Document ? true : false

/** The variables of a typed document. For other documents, any record. */
export type VariablesOf<Document> =
  IsTyped<Document> extends true
    ? ApiOf<Document> extends (variables: infer Variables) => unknown
      ? Variables
      : never
    : Readonly<Record<string, unknown>>

/** The result of a typed document. For other documents, `unknown`. */
export type ResultOf<Document> =
  IsTyped<Document> extends true
    ? ApiOf<Document> extends (variables: never) => infer Result
      ? Result
      : never
    : unknown

const isParsed = (document: unknown): document is DocumentNode =>
  typeof document === 'object' && document !== null && 'kind' in document && document.kind === 'Document'

// Also accepts objects of another realm, for which `instanceof String` is false.
const isStringObject = (document: unknown): document is StringObject =>
  Object.prototype.toString.call(document) === '[object String]'

/** The text of a document. @throws TypeError if it is not a document */
export const textOf = (document: unknown): string => {
  if (typeof document === 'string') return document
  if (isStringObject(document)) return document.toString()
  // Printed and parsed again, because it may come from another copy of graphql-js.
  if (isParsed(document)) return print(document)
  throw new TypeError('A document must be a string, a DocumentNode, or the output of GraphQL Code Generator.')
}

/** Parses a document and validates it against the schema. @throws Error that lists all problems @internal */
export const readDocument = (document: unknown): DocumentNode => readValid(testSchema(), textOf(document))
