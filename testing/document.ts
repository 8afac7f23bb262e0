import { type DocumentNode, print } from 'graphql'
import { readValid } from '../src/limits/cost/valid-document.ts'
import { testSchema } from './schema.ts'

/** A text that is an object, as codegen's `documentMode: 'string'` makes them. */
interface TextObject {
  toString(): string
  trim(): string
}

/** A parsed document of any release of graphql-js. */
interface ParsedDocument {
  readonly kind: string
  readonly definitions: readonly unknown[]
}

/**
 * A document as front ends hold it: a text, a `DocumentNode` (by `gql`, `graphql-tag`), or what codegen's client
 * preset makes, a `TypedDocumentNode` or `TypedDocumentString`.
 */
export type AnyDocument = string | TextObject | ParsedDocument

/** What codegen knows of a document: it stands in the type of `__apiType`, which is never there. */
type ApiOf<Document> = Document extends { readonly __apiType?: infer Api } ? NonNullable<Api> : never

type IsTyped<Document> = '__apiType' extends keyof Document ? true : false

/** The variables of a typed document; of another, whatever it may be. */
export type VariablesOf<Document> =
  IsTyped<Document> extends true
    ? ApiOf<Document> extends (variables: infer Variables) => unknown
      ? Variables
      : never
    : Readonly<Record<string, unknown>>

/** The result of a typed document; of another, `unknown`. */
export type ResultOf<Document> =
  IsTyped<Document> extends true
    ? ApiOf<Document> extends (variables: never) => infer Result
      ? Result
      : never
    : unknown

const isParsed = (document: unknown): document is DocumentNode =>
  typeof document === 'object' && document !== null && 'kind' in document && document.kind === 'Document'

// Of another realm as well, in which `instanceof String` would not hold.
const isTextObject = (document: unknown): document is TextObject =>
  Object.prototype.toString.call(document) === '[object String]'

/** The text of a document. @throws TypeError for what is none. */
export const textOf = (document: unknown): string => {
  if (typeof document === 'string') return document
  if (isTextObject(document)) return document.toString()
  // Printed rather than used: it may come from another copy of graphql-js.
  if (isParsed(document)) return print(document)
  throw new TypeError('A document is a text, a DocumentNode, or what codegen makes of one.')
}

/** Reads a document and holds it to the schema. @throws Error that lists what is wrong with it. */
export const readDocument = (document: unknown): DocumentNode => readValid(testSchema(), textOf(document))
