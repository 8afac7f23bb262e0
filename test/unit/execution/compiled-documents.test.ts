import { buildSchema, parse } from 'graphql'
import { describe, expect, it } from 'vitest'
import { createCompiledDocuments } from '../../../src/execution/compiled-documents.ts'

const schema = buildSchema(`
  directive @defer on INLINE_FRAGMENT
  directive @stream on FIELD
  type Query { name: String  names: [String] }
  type Subscription { name: String }
`)

const documentsWith = (text: string, operationName?: string) => {
  const compiledDocuments = createCompiledDocuments(schema)
  compiledDocuments.add(text, operationName, parse(text))
  return compiledDocuments
}

describe('a document that has passed all checks', () => {
  it('is found by its exact text and operation, and compiled once', () => {
    const text = 'query A { name } query B { names }'
    const compiledDocuments = documentsWith(text, 'A')

    expect(compiledDocuments.find(text, 'A')).toMatchObject({ kind: 'query' })
    expect(compiledDocuments.find(text, 'A')).toBe(compiledDocuments.find(text, 'A'))
    expect(compiledDocuments.find(text, 'B')).toBeUndefined()
    expect(compiledDocuments.find(text, undefined)).toBeUndefined()
    expect(compiledDocuments.find(`${text} `, 'A')).toBeUndefined()
  })

  it.each(['{ ... @defer { name } }', '{ names @stream }', 'subscription { name }'])(
    'is left to Yoga where it may have several payloads: %s',
    (text) => {
      expect(documentsWith(text).find(text, undefined)).toBeUndefined()
    },
  )

  it('is evicted after a thousand others, and never cached where it is very long', () => {
    const compiledDocuments = documentsWith('{ name }')
    for (let index = 0; index < 1_000; index += 1) {
      const text = `{ a${index}: name }`
      compiledDocuments.add(text, undefined, parse(text))
    }
    expect(compiledDocuments.find('{ name }', undefined)).toBeUndefined()
    expect(compiledDocuments.find('{ a999: name }', undefined)).toBeDefined()

    const long = `{ name ${'#'.repeat(8 * 1024)}\n}`
    compiledDocuments.add(long, undefined, parse(long))
    expect(compiledDocuments.find(long, undefined)).toBeUndefined()
  })
})
