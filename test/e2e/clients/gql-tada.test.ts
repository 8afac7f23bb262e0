import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { MIXIN_EXAMPLES as x } from '../../../sandbox/mixin/examples.ts'
import { startParley, type TestParley } from '../../../testing/parley.ts'
import { type PageCode, writePageCode } from '../../support/page-code.ts'

let parley: TestParley
let page: PageCode
beforeAll(async () => {
  parley = await startParley()
  page = writePageCode('docs/clients/gql-tada.md', parley.url)
  const sdl = await (await fetch(`${parley.url}/schema.graphql`)).text()
  writeFileSync(join(page.folder, 'schema.graphql'), sdl)
  await page.load('schema-types.ts')
})
afterAll(async () => {
  page.remove()
  await parley.close()
})

const MISTAKES = `
import { graphql, type ResultOf, type VariablesOf } from './graphql.ts'

const Page = graphql('query ($id: ID!) { conversation(id: $id) { name category muteUntil } }')
type Found = NonNullable<ResultOf<typeof Page>['conversation']>
export const right: Found = { name: null, category: 'GROUP', muteUntil: '2026-01-01T00:00:00Z' }
export const wrongValue: Found['category'] = 'CLUB'
export const wrongVariables: VariablesOf<typeof Page> = { id: 7 }
`

describe('gql.tada, as its page sets it up', () => {
  it('has types for the code of the page, and finds mistakes', async () => {
    const errors = await page.typeErrors({ 'mistakes.ts': MISTAKES })

    expect(errors.map((line) => line.replace(/: error (TS\d+): .*/, ' $1'))).toEqual([
      'mistakes.ts(7,14) TS2322',
      'mistakes.ts(8,59) TS2322',
    ])
  }, 60_000)

  it('runs the documents of the page', async () => {
    const { loadGroup } = await page.load<{ loadGroup(id: string): Promise<unknown[]> }>('group-page.ts')
    const names = await loadGroup(`mixin:conversation:${x.groupId}`)

    expect(names).toEqual(Array.from({ length: 3 }, () => expect.any(String)))
  })
})
