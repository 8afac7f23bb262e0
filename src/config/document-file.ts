import { isObject, parseJson } from '../json.ts'
import type { Given } from './environment.ts'
import { whyUnreadable } from './keystore.ts'
import type { TrustedDocument } from './settings.ts'
import type { ReadSettingFile } from './source.ts'

/** The hash in the form in which it is looked up: `sha256:<hex>` and `<hex>` are equivalent. */
export const normalizeHash = (hash: string): string => hash.replace(/^sha256:/i, '').toLowerCase()

const parse = (text: string): readonly TrustedDocument[] | string => {
  const json = parseJson(text)
  if (!isObject(json)) return 'must be a JSON object that maps hashes to documents'
  const documents: TrustedDocument[] = []
  for (const [hash, document] of Object.entries(json)) {
    if (typeof document !== 'string') return 'must contain strings only, each a document'
    documents.push([normalizeHash(hash), document])
  }
  return documents
}

/**
 * Reads the file of `TRUSTED_DOCUMENTS`: JSON that maps hashes to documents, as the client preset of GraphQL Code Generator
 * writes it.
 *
 * @returns the documents, none where there is no such file; or what is wrong, with the path
 */
export function readDocumentFile(
  given: Given,
  readFile: ReadSettingFile,
): { readonly documents: readonly TrustedDocument[]; readonly problems: readonly string[] } {
  const name = 'TRUSTED_DOCUMENTS'
  const path = given[name]
  if (path === undefined) return { documents: [], problems: [] }
  let text: string
  try {
    text = readFile(name, path)
  } catch (error) {
    return { documents: [], problems: [`${name} ${whyUnreadable(error)}: ${path}`] }
  }
  const parsed = parse(text)
  return typeof parsed === 'string'
    ? { documents: [], problems: [`${name} names ${path}, which ${parsed}`] }
    : { documents: parsed, problems: [] }
}
