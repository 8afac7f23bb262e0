import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from 'vitest'
import { isObject } from '../../../../src/json.ts'
import { ask } from '../../../support/gateway-process.ts'
import type { Seen } from './outcome.ts'

type Target = Pick<Seen, 'address'>

const graphqlAt = ({ address }: Target): string => new URL('/graphql', address).href

/** The whole response to a document. */
export const data = async (seen: Target, query: string): Promise<unknown> =>
  (await ask(graphqlAt(seen), query)).json()

/** The query of the README. */
export const findsMirel = async (seen: Target): Promise<void> => {
  expect(await data(seen, '{ user(by: { mixinIdentityNumber: "30265" }) { name } }')).toEqual({
    data: { user: { name: 'Mirel Ostby' } },
  })
}

/** The example page's trusted documents, in a checkout. */
export const TRUSTED_DOCUMENTS = 'examples/web/src/gql/persisted-documents.json'

/** The same query as the example page sends it: by the hash of its document. */
export const findsMirelByHash = async (seen: Target & Pick<Seen, 'folder'>): Promise<void> => {
  const documents: unknown = JSON.parse(readFileSync(join(seen.folder, TRUSTED_DOCUMENTS), 'utf8'))
  const texts = isObject(documents) ? Object.entries(documents) : []
  const [documentId] = texts.find(([, text]) => String(text).includes('query Lookup(')) ?? []
  const response = await fetch(graphqlAt(seen), {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ documentId, variables: { number: '30265' } }),
  })
  expect(await response.json()).toMatchObject({ data: { user: { name: 'Mirel Ostby' } } })
}
