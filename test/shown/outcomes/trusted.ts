import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { isObject } from '../../../src/http/json.ts'
import { textAt } from '../../support/value-at.ts'

/** What the example's page may ask, in a checkout. */
export const TRUSTED_DOCUMENTS = 'examples/web/src/gql/persisted-documents.json'

/** Asks for Mirel's name as the page does, by the hash of its document. */
export const lookUpByHash = async (url: string, folder: string): Promise<string> => {
  const documents: unknown = JSON.parse(readFileSync(join(folder, TRUSTED_DOCUMENTS), 'utf8'))
  const texts = isObject(documents) ? Object.entries(documents) : []
  const [documentId] = texts.find(([, text]) => String(text).includes('query Lookup(')) ?? []
  const answer = await fetch(new URL('/graphql', url), {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ documentId, variables: { number: '30265' } }),
  })
  return textAt(await answer.json(), 'data.user.name')
}
