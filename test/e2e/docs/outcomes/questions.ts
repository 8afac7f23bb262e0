import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from 'vitest'
import { isObject } from '../../../../src/json.ts'
import { ask } from '../../../support/gateway-process.ts'
import type { Seen } from './outcome.ts'

type Asked = Pick<Seen, 'address'>

const graphqlAt = ({ address }: Asked): string => new URL('/graphql', address).href

/** The whole answer to a document. */
export const data = async (seen: Asked, query: string): Promise<unknown> =>
  (await ask(graphqlAt(seen), query)).json()

/** The question of the README, to made-up people. */
export const findsMirel = async (seen: Asked): Promise<void> => {
  expect(await data(seen, '{ user(by: { mixinIdentityNumber: "30265" }) { name } }')).toEqual({
    data: { user: { name: 'Mirel Ostby' } },
  })
}

/** What the example's page may ask, in a checkout. */
export const TRUSTED_DOCUMENTS = 'examples/web/src/gql/persisted-documents.json'

/** The same question as the example's page asks it: by the hash of its document. */
export const findsMirelByHash = async (seen: Asked & Pick<Seen, 'folder'>): Promise<void> => {
  const documents: unknown = JSON.parse(readFileSync(join(seen.folder, TRUSTED_DOCUMENTS), 'utf8'))
  const texts = isObject(documents) ? Object.entries(documents) : []
  const [documentId] = texts.find(([, text]) => String(text).includes('query Lookup(')) ?? []
  const answer = await fetch(graphqlAt(seen), {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ documentId, variables: { number: '30265' } }),
  })
  expect(await answer.json()).toMatchObject({ data: { user: { name: 'Mirel Ostby' } } })
}
