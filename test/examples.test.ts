import { readdirSync, readFileSync } from 'node:fs'
import { Kind, type OperationDefinitionNode, parse, validate } from 'graphql'
import { afterAll, describe, expect, it } from 'vitest'
import { createSchema } from '../src/schema.ts'
import { examplesFolder } from '../src/server/graphiql/tabs.ts'
import { startDemo } from './support/demo.ts'

const demo = await startDemo()
afterAll(() => demo.stop())

const schema = createSchema()
const files = readdirSync(examplesFolder).filter((name) => name.endsWith('.graphql'))
const examples = files.map((name) => {
  const source = readFileSync(new URL(name, examplesFolder), 'utf8')
  const document = parse(source)
  const operations = document.definitions.filter(
    (definition): definition is OperationDefinitionNode => definition.kind === Kind.OPERATION_DEFINITION,
  )
  return { name, source, document, operations: operations.map((operation) => operation.name?.value ?? '') }
})

const send = async (query: string, operationName?: string) => {
  const answer = await fetch(`${demo.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query, operationName }),
  })
  return (await answer.json()) as { data?: Record<string, unknown> | null; errors?: unknown }
}

it('there are examples, the tour of five queries first', () => {
  expect(examples[0]?.operations).toHaveLength(5)
  expect(examples.length).toBeGreaterThanOrEqual(5)
})

describe.each(examples)('$name', ({ source, document, operations }) => {
  it('is valid in the schema', () => {
    expect(validate(schema, document)).toEqual([])
  })

  it('names its operations, so that GraphiQL can offer them', () => {
    expect(operations).not.toContain('')
  })

  it.each(operations)('%s runs at the sandbox as it stands and finds what it names', async (operation) => {
    const { data, errors } = await send(source, operation)

    expect(errors).toBeUndefined()
    expect(Object.values(data ?? {})).not.toHaveLength(0)
    expect(Object.values(data ?? {})).not.toContain(null)
  })
})

describe('the README', () => {
  const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8')
  const [, body = '', shown = ''] =
    /```sh\ncurl [^`]*-d '([^']+)'\n```[^`]*```json\n([^`]+)```/.exec(readme) ?? []

  it('shows a request with the very answer that a newcomer gets', async () => {
    const { query } = JSON.parse(body) as { query: string }

    expect(await send(query)).toEqual(JSON.parse(shown))
  })
})
