import { buildSchema, parse } from 'graphql'
import { describe, expect, it } from 'vitest'
import { createAdmissions } from '../../../src/execution/compiled-documents.ts'

const schema = buildSchema(`
  directive @defer on INLINE_FRAGMENT
  directive @stream on FIELD
  type Query { name: String  names: [String] }
  type Subscription { name: String }
`)

const admitted = (text: string, operationName?: string) => {
  const admissions = createAdmissions(schema)
  admissions.admit(text, operationName, parse(text))
  return admissions
}

describe('an admitted document', () => {
  it('is found by its exact text and operation, and compiled once', () => {
    const text = 'query A { name } query B { names }'
    const admissions = admitted(text, 'A')

    expect(admissions.find(text, 'A')).toMatchObject({ kind: 'query' })
    expect(admissions.find(text, 'A')).toBe(admissions.find(text, 'A'))
    expect(admissions.find(text, 'B')).toBeUndefined()
    expect(admissions.find(text, undefined)).toBeUndefined()
    expect(admissions.find(`${text} `, 'A')).toBeUndefined()
  })

  it.each(['{ ... @defer { name } }', '{ names @stream }', 'subscription { name }'])(
    'is left to the full lane where one answer is not enough: %s',
    (text) => {
      expect(admitted(text).find(text, undefined)).toBeUndefined()
    },
  )

  it('is forgotten once a thousand others have come, and never kept where it is very long', () => {
    const admissions = admitted('{ name }')
    for (let index = 0; index < 1_000; index += 1) {
      const text = `{ a${index}: name }`
      admissions.admit(text, undefined, parse(text))
    }
    expect(admissions.find('{ name }', undefined)).toBeUndefined()
    expect(admissions.find('{ a999: name }', undefined)).toBeDefined()

    const long = `{ name ${'#'.repeat(8 * 1024)}\n}`
    admissions.admit(long, undefined, parse(long))
    expect(admissions.find(long, undefined)).toBeUndefined()
  })
})
