import { afterAll, describe, expect, it } from 'vitest'
import { startGateway } from '../../support/gateway.ts'
import { botSettings, mockMixin, type SentRequest, wireUser } from '../../support/mixin-upstream.ts'

const USER = 'a0000000-0000-4000-8000-000000000001'
const ID = `mixin:user:${USER}`

const start = async (path: string) => {
  const { dispatcher, sent } = mockMixin(({ body }) => ({
    body: { data: Array.isArray(body) ? body.map((id) => wireUser(String(id), {})) : wireUser(USER, {}) },
  }))
  const { url, close } = await startGateway({
    env: { ...botSettings('full'), PARLEY_PATH: path, CACHE_MAX_BYTES: '0' },
    dispatcher,
  })
  return { url, close, sent }
}

const yoga = await start('yoga')
const fast = await start('')
afterAll(() => Promise.all([yoga.close(), fast.close()]))

interface Asked {
  readonly query: string
  /** JSON, in which `__proto__` is a name like any other. */
  readonly variables?: string
  readonly operationName?: string
  readonly accept?: string
}

const ask = async (
  { url }: { readonly url: string },
  { query, variables = '{}', operationName, accept = 'application/json' }: Asked,
): Promise<string> => {
  const name = operationName === undefined ? '' : `, "operationName": ${JSON.stringify(operationName)}`
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-request-id': 'the-same', accept },
    body: `{"query": ${JSON.stringify(query)}, "variables": ${variables}${name}}`,
  })
  return `${response.status} ${await response.text()}`
}

/** What has been sent upstream since the last look. */
const takeSent = ({ sent }: { readonly sent: unknown[] }): unknown[] =>
  sent.splice(0).map((request) => ({ ...(request as SentRequest), headers: undefined }))

/** The response of both paths, the first and the second time. Each must have sent the same upstream. */
const askBoth = async (asked: Asked): Promise<string> => {
  const expected = await ask(yoga, asked)
  const sent = takeSent(yoga)
  expect(await ask(fast, asked)).toBe(expected)
  expect(takeSent(fast)).toEqual(sent)
  expect(await ask(fast, asked)).toBe(expected)
  expect(await ask(yoga, asked)).toBe(expected)
  expect(takeSent(fast)).toEqual(takeSent(yoga))
  return expected
}

const found = `200 {"data":{"user":{"id":"${ID}"}}}`

/** Every plain object has them as properties. */
const NAMES = Object.getOwnPropertyNames(Object.prototype)

describe.each(NAMES)('the name %s', (name) => {
  it('is that of a variable like any other', async () => {
    const value = `{"${name}": "${ID}"}`
    expect(
      await askBoth({ query: `query($${name}: ID!) { user(by: {id: $${name}}) { id } }`, variables: value }),
    ).toBe(found)
    expect(
      await askBoth({
        query: `query($${name}: UserBy!) { user(by: $${name}) { id } }`,
        variables: `{"${name}": {"id": "${ID}"}}`,
      }),
    ).toBe(found)
    expect(
      await askBoth({ query: `query($${name}: ID = "${ID}") { user(by: {id: $${name}}) { id } }` }),
    ).toBe(found)
    const condition = `query($${name}: Boolean!) { user(by: {id: "${ID}"}) { id isVerified @include(if: $${name}) } }`
    expect(await askBoth({ query: condition, variables: `{"${name}": false}` })).toBe(found)
  })

  it('has no value where the variable has none', async () => {
    expect(await askBoth({ query: `query($${name}: ID!) { user(by: {id: $${name}}) { id } }` })).toContain(
      `Variable \\"$${name}\\" of required type \\"ID!\\" was not provided.`,
    )
    expect(
      await askBoth({
        query: `query($${name}: Int) { conversation(id: "${ID}") { participants(first: $${name}) { nodes { role } } } }`,
      }),
    ).toContain('mixin:conversation:…')
    const input = `{id: "mixin:conversation:${USER}", name: "new", announcement: $${name}}`
    const rename = `mutation($${name}: String) { updateConversation(input: ${input}) { conversation { id } } }`
    for (const gateway of [yoga, fast]) {
      await ask(gateway, { query: rename })
      expect(takeSent(gateway)).toEqual([expect.objectContaining({ body: { name: 'new' } })])
    }
    expect(
      await askBoth({
        query: `query($${name}: Boolean = true) { __typename @include(if: $${name}) }`,
        variables: `{"${name}": null}`,
      }),
    ).toContain(`variable \\"$${name}\\"`)
  })

  it('is that of a variable of parts that come later', async () => {
    const query = `query($${name}: ID!, $${name}_: Boolean!) {
      user(by: {id: $${name}}) { id ... @defer(if: $${name}_) { isVerified } }
    }`
    const asked = { query, variables: `{"${name}": "${ID}", "${name}_": true}` }
    const accept = 'multipart/mixed, application/json'
    const whole = await askBoth(asked)
    expect(whole).toContain('"isVerified":')
    expect(await askBoth({ ...asked, accept })).toContain('"incremental":')
  })

  it('is that of an alias, an operation and a fragment', async () => {
    expect(await askBoth({ query: `{ user(by: {id: "${ID}"}) { ${name}: id } }` })).toBe(
      `200 {"data":{"user":{"${name}":"${ID}"}}}`,
    )
    expect(
      await askBoth({
        query: `query ${name} { ...${name} } query Other { __typename } fragment ${name} on Query { user(by: {id: "${ID}"}) { id } }`,
        operationName: name,
      }),
    ).toBe(found)
    expect(await askBoth({ query: '{ __typename }', operationName: name })).toContain('BAD_USER_INPUT')
  })

  it('is that of no field, argument, type or directive', async () => {
    for (const query of [
      `{ ${name} }`,
      `{ user(${name}: "${ID}") { id } }`,
      `{ user(by: {${name}: "${ID}"}) { id } }`,
      `{ ... on ${name} { id } }`,
      `query($a: ${name}) { __typename }`,
      `{ __typename @${name} }`,
      `{ ...${name} }`,
    ]) {
      expect(await askBoth({ query })).toContain('BAD_USER_INPUT')
    }
    for (const by of [`{"${name}": "${ID}"}`, `{"id": "${ID}", "${name}": "${ID}"}`]) {
      const query = 'query($by: UserBy!) { user(by: $by) { id } }'
      expect(await askBoth({ query, variables: `{"by": ${by}}` })).toContain(`unknown field \\"${name}\\"`)
    }
  })
})

describe('a field of a one-of input object', () => {
  it.each([
    ['ID', 'user(by: {id: $id}) { id }'],
    ['ID = null', 'user(by: {id: $id}) { id }'],
    ['ID', 'users(by: [{id: $id}]) { id }'],
    ['ID', '...F } fragment F on Query { user(by: {id: $id}) { id }'],
  ])('takes no variable of the type %s: %s', async (type, selection) => {
    const name = type.replace(' = null', '')
    const query = `query($id: ${type}) { ${selection} }`
    for (const variables of ['{}', `{"id": "${ID}"}`, '{"id": null}']) {
      const response = await askBoth({ query, variables })
      expect(response).toContain(
        `Variable \\"$id\\" is of type \\"${name}\\" but must be non-nullable to be used for OneOf Input Object \\"UserBy\\".`,
      )
      expect(response).not.toContain('"data"')
    }
  })

  it('takes a variable that has a default value', async () => {
    const query = `query($id: ID = "${ID}") { user(by: {id: $id}) { id } }`
    expect(await askBoth({ query })).toBe(found)
    expect(await askBoth({ query, variables: '{"id": null}' })).toContain('"column":79')
  })
})

describe('an error in an argument', () => {
  it.each([
    ['query($n: String = "86") { isPhoneAvailable(phone: {region: $n, number: "1"}) }', 'phone: '],
    ['query($n: String = "1") { user(by: {mixinPhone: {region: "86", number: $n}}) { id } }', 'by: '],
    ['query($n: ID = "x") { nodes(ids: ["x", $n]) { id } }', 'ids: '],
    ['query($n: ID = "x") { node(id: $n) { id } }', 'id: '],
    ['query($n: [ID!] = ["x"]) { nodes(ids: $n) { id } }', 'ids: '],
    ['query($n: UserBy = {id: "x"}) { user(by: $n) { id } }', 'by: '],
  ])('is located at the whole value, the first and the second time: %s', async (query, argument) => {
    const response = await askBoth({ query, variables: '{"n": null}' })
    expect(response).toContain('has no value, or an invalid one.')
    const column = query.indexOf(argument, query.indexOf(') {')) + argument.length + 1
    expect(response).toContain(`"locations":[{"line":1,"column":${column}}]`)
  })
})
