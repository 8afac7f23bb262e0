import { expect, it } from 'vitest'
import { readSettings } from '../../../src/config/index.ts'
import { describeStart } from '../../../src/server/startup-banner.ts'

const start = (env: Record<string, string>) =>
  describeStart({
    url: 'http://127.0.0.1:4000',
    settings: readSettings(env, () => '{}'),
    configured: ['mixin'],
  })

it('the banner has a query to paste', () => {
  const { facts, text } = start({})

  expect(facts.query).toContain('viewer')
  expect(text).toContain('Try this query:')
})

it('the banner has no query, and says why, where only trusted documents are executed', () => {
  const { facts, text } = start({ TRUSTED_DOCUMENTS: 'documents.json', TRUSTED_DOCUMENTS_ONLY: '1' })

  expect(facts.query).toBeUndefined()
  expect(text).not.toContain('Try this query')
  expect(text).toContain('TRUSTED_DOCUMENTS_ONLY')
})
