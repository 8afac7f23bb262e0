import { expect, it } from 'vitest'
import { runDocument, stubDataSource, stubDataSources, stubUser } from '../../../testing/index.ts'

const ID = 'e8e8cd79-cd40-4796-8c54-3a13cfe50115'
const sources = () => stubDataSources(stubDataSource({ users: [stubUser(ID, { name: 'Somebody' })] }))
const query = (rest: string) => `{ users(by: [{ id: "mixin:user:${ID}" }]) ${rest} }`

it('runDocument includes the parts of @defer and @stream in the result', async () => {
  const { data, codes } = await runDocument(sources(), query('@stream { id ... @defer { name } }'))

  expect(codes).toEqual([])
  expect(data).toEqual({ users: [{ id: `mixin:user:${ID}`, name: 'Somebody' }] })
})

it('invalid use of @defer and @stream throws like any other invalid document', async () => {
  const run = runDocument(sources(), query('{ id @stream }'))
  await expect(run).rejects.toThrow('cannot be used on non-list field')
})
