import { readdirSync, readFileSync } from 'node:fs'
import { Kind, type OperationDefinitionNode, parse, validate } from 'graphql'
import { afterAll, describe, expect, it } from 'vitest'
import { createSchema } from '../../../src/schema.ts'
import { tabsFolder } from '../../../src/server/graphiql/tabs.ts'
import { startDemo } from '../../support/demo.ts'

const demo = await startDemo()
afterAll(() => demo.stop())

const schema = createSchema()
const files = readdirSync(tabsFolder).filter((name) => name.endsWith('.graphql'))
const examples = files.map((name) => {
  const source = readFileSync(new URL(name, tabsFolder), 'utf8')
  const document = parse(source)
  const operations = document.definitions.filter(
    (definition): definition is OperationDefinitionNode => definition.kind === Kind.OPERATION_DEFINITION,
  )
  return { name, source, document, operations: operations.map((operation) => operation.name?.value ?? '') }
})

/** The one operation that is there to fail. */
const FAILING = 'WhatGoesWrong'

const sourceOf = (operation: string): string =>
  examples.find(({ operations }) => operations.includes(operation))?.source ?? ''

/** Keeps cookies as a browser does, so that examples may sign in. */
const createClient = () => {
  let cookie = ''
  return async (query: string, operationName?: string) => {
    const answer = await fetch(`${demo.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', cookie },
      body: JSON.stringify({ query, operationName }),
    })
    cookie = answer.headers.get('set-cookie')?.split(';')[0] ?? cookie
    return (await answer.json()) as { data?: Record<string, unknown> | null; errors?: unknown }
  }
}

it('there are examples, the tour of five queries first', () => {
  expect(examples[0]?.operations).toHaveLength(5)
  expect(examples.length).toBeGreaterThanOrEqual(5)
})

describe.each(examples)('$name', ({ source, document, operations }) => {
  const send = createClient()

  it('is valid in the schema', () => {
    expect(validate(schema, document)).toEqual([])
  })

  it('names its operations, so that GraphiQL can offer them', () => {
    expect(operations).not.toContain('')
  })

  it.each(operations)('%s is valid alone, with every fragment of the tab', (operation) => {
    const definitions = document.definitions.filter(
      (one) => one.kind !== Kind.OPERATION_DEFINITION || one.name?.value === operation,
    )

    expect(validate(schema, { ...document, definitions })).toEqual([])
  })

  it.each(operations.filter((operation) => operation !== FAILING))(
    '%s runs at the sandbox as it stands and finds what it names',
    async (operation) => {
      const { data, errors } = await send(source, operation)

      expect(errors).toBeUndefined()
      expect(Object.values(data ?? {})).not.toHaveLength(0)
      expect(Object.values(data ?? {})).not.toContain(null)
    },
  )
})

describe('5-two-networks.graphql', () => {
  it('shows both accounts side by side once it has signed in, and one of them after it has signed out', async () => {
    const send = createClient()
    const source = sourceOf('SignIn')

    await send(source, 'SignIn')
    expect(await send(source, 'BothAccounts')).toMatchObject({
      data: {
        viewer: {
          mixin: { user: { name: 'Parley Sandbox Bot' } },
          sealtalk: {
            user: { name: 'Lin Tallmere' },
            groups: { totalCount: 65 },
          },
        },
      },
    })

    await send(source, 'SignOut')
    expect(await send(source, 'BothAccounts')).toMatchObject({
      data: { viewer: { mixin: { user: { name: 'Parley Sandbox Bot' } }, sealtalk: null } },
    })
  })
})

it('WhatGoesWrong says of each field what it is, and answers the others', async () => {
  const { data, errors } = await createClient()(sourceOf(FAILING), FAILING)

  expect(data).toEqual({
    fine: { name: 'Mirel Ostby' },
    nobody: null,
    notAMember: null,
    notAnId: null,
    notSignedIn: null,
  })
  const told = (errors as { path: string[]; extensions: { code: string } }[]).map(({ path, extensions }) => [
    path.join('.'),
    extensions.code,
  ])
  expect(Object.fromEntries(told)).toEqual({
    notAMember: 'FORBIDDEN',
    notAnId: 'BAD_USER_INPUT',
    notSignedIn: 'UNAUTHENTICATED',
  })
})
