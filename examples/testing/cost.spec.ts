import { expect, it } from 'vitest'
import 'parley-gateway/testing/vitest'
import { GROUP_PAGE } from './group-page.ts'

const id = 'mixin:conversation:club'

it('costs three upstream calls, however many of the participants are bots', () => {
  expect(GROUP_PAGE).toCost(3, { variables: { id, first: 100 } })
  expect(GROUP_PAGE).toCost({ batchedReads: 2, limitedLookups: 0 }, { variables: { id, first: 100 } })
})

it('stays within what one screen may cost, with the longest page that it asks for', () => {
  expect(GROUP_PAGE).toCostAtMost(5, { variables: { id, first: 200 } })
})
