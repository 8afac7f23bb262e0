import { getIntrospectionQuery } from 'graphql'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { FAULT_KINDS, type FaultKind } from '../../../sandbox/faults.ts'
import { MIXIN_EXAMPLES as x } from '../../../sandbox/mixin/examples.ts'
import { type AttackStage, openAttackStage } from '../../property/fuzz/attack-stage.ts'
import { judge } from '../../property/fuzz/judge.ts'

let stage: AttackStage
beforeAll(async () => {
  stage = await openAttackStage({ NODE_ENV: 'production', DRAIN_DELAY_MS: '0' })
})
afterAll(() => stage.close())
beforeEach(() => stage.reset())

describe('in production', () => {
  it('GraphiQL and its files are not served', async () => {
    const page = await stage.send({ method: 'GET', headers: { accept: 'text/html' } })
    expect([page.status, page.headers['content-type']]).toEqual([406, 'application/json; charset=utf-8'])

    const file = await stage.send({ method: 'GET', path: '/graphql/assets/graphiql.js' })
    expect(file.status).toBe(404)
    expect(page.body + file.body).not.toMatch(/<|graphiql/)
  })

  it('the schema is not served as a file either', async () => {
    const file = await stage.send({ method: 'GET', path: '/schema.graphql' })
    expect([file.status, file.body]).toEqual([404, expect.stringContaining('introspection is off')])
  })

  it.each([
    ['the whole schema', getIntrospectionQuery()],
    ['its types', '{ __schema { types { name } } }'],
    ['one type', '{ __type(name: "User") { name fields { name } } }'],
    ['in a fragment', '{ ...F } fragment F on Query { __schema { queryType { name } } }'],
    ['under another name', '{ __typename s: __schema { mutationType { name } } }'],
  ])('introspection is rejected: %s', async (_, query) => {
    // The second time it would be known, if it had been let through.
    for (const time of ['first', 'second']) {
      const answer = await stage.ask({ query })
      expect(judge(answer), time).toMatchObject({ hasData: false, problems: [] })
      expect(new Set(judge(answer).codes)).toEqual(new Set(['BAD_USER_INPUT']))
    }
    const path = `/graphql?query=${encodeURIComponent(query)}`
    expect(judge(await stage.send({ method: 'GET', path })).hasData).toBe(false)
  })

  it.each([
    ['a field', '{ viewr { __typename } }', {}],
    ['a field of a type', '{ viewer { mixn { __typename } } }', {}],
    ['an argument', '{ node(idd: "x") { id } }', {}],
    ['a type', '{ node(id: "x") { ... on Usr { id } } }', {}],
    ['a fragment on nothing', '{ node(id: "x") { pageInfo } }', {}],
    ['an enum’s value', '{ regions { name(locale: EM) } }', {}],
    ['a type of a variable', 'query ($l: Locle) { regions { name(locale: $l) } }', {}],
    ['an input’s field', '{ user(by: { mixinUserIdd: "x" }) { id } }', {}],
    ['a value in a variable', 'query ($l: Locale) { regions { name(locale: $l) } }', { l: 'EM' }],
    ['a field in a variable', 'query ($by: UserBy!) { user(by: $by) { id } }', { by: { mixinUserIdd: 'x' } }],
  ])('errors suggest no similar names: %s', async (_, query, variables) => {
    const answer = await stage.ask({ query, variables })

    expect(new Set(judge(answer).codes)).toEqual(new Set(['BAD_USER_INPUT']))
    expect(answer.body).not.toMatch(/did you mean/i)
  })

  it('a trace needs an API key', async () => {
    const { body } = await stage.ask({ query: '{ regions { code } }' }, { 'x-parley-trace': '1' })

    expect(body).not.toContain('"upstream"')
  })

  const quick = (Object.keys(FAULT_KINDS) as FaultKind[]).filter((kind) => !kind.startsWith('hang-'))
  it.each(quick)('no response contains a stack, an address or an upstream message: %s', async (kind) => {
    // Breakers are closed again.
    stage.clock.advance(13 * 3_600_000)
    for (const { control } of [stage.sandbox.mixin, stage.sandbox.sealtalk]) {
      control.setFault({
        kind,
        ...(kind === 'latency' && { latencyMs: 1 }),
        ...(kind === 'values' && { values: { full_name: 7, nickname: { canary: 1 }, expire_in: 'canary' } }),
        ...(kind === 'error' && { code: 10_002, description: 'canary of the upstream' }),
        ...(/^(big|gzip)/.test(kind) && { bytes: 5_000_000 }),
        ...(kind === 'redirect' && { location: 'http://127.0.0.1:1/canary' }),
      })
    }
    for (const query of [
      `{ user(by: { mixinUserId: "${x.aliaUserId}" }) { name } conversation(id: "mixin:conversation:${x.groupId}") { name } }`,
      `{ user(by: { mixinIdentityNumber: "${x.identityNumber}" }) { name } }`,
      `mutation { rotateConversationCode(input: { id: "mixin:conversation:${x.groupId}" }) { conversation { codeId } } }`,
      `mutation { authorizeApp(input: { clientId: "${x.cnbBotId}", scopes: ["PROFILE:READ"] }) { authorization { codeId } } }`,
      '{ regions { code } viewer { sealtalk { user { name } conversations { name } privacy { searchableByPhone } } } }',
      'mutation { renewImToken { imToken } }',
    ]) {
      const answer = await stage.ask({ query })

      expect(judge(answer).problems).toEqual([])
      expect(answer.body).not.toMatch(/canary|proxy|<html|Sequelize|Internal Server|redirected/)
    }
  })
})
