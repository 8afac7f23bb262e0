import { afterEach, describe, expect, it } from 'vitest'
import { codesOf, startGateway, type TestGateway } from '../../support/gateway.ts'
import {
  botSettings,
  MIXIN_URL,
  mockMixin,
  type UpstreamAnswer,
  wireUser,
} from '../../support/mixin-upstream.ts'

const USER = 'e8e8cd79-cd40-4796-8c54-3a13cfe50115'
const READ = `{ user(by: { mixinUserId: "${USER}" }) { name } }`
const WRITE = `mutation { createContactConversation(input: { userId: "mixin:user:${USER}" }) { conversation { id } } }`

let gateway: TestGateway | undefined
afterEach(() => gateway?.close())

/** A gateway with two base URLs: the first answers this, the second as it should. */
const start = async (first: UpstreamAnswer) => {
  const mock = mockMixin(({ path }) =>
    path.startsWith('/first/') ? first : { body: { data: [wireUser(USER)] } },
  )
  const env = { ...botSettings(), MIXIN_API_URL: `${MIXIN_URL}/first,${MIXIN_URL}/second` }
  gateway = await startGateway({ env, dispatcher: mock.dispatcher, sleep: () => Promise.resolve() })
  return { gateway, sent: mock.sent }
}

describe('of several base URLs', () => {
  it('the first one is asked as long as it answers', async () => {
    const { gateway, sent } = await start({ body: { data: [wireUser(USER)] } })

    expect((await gateway.query(READ)).errors).toEqual([])
    expect(sent.map(({ path }) => path)).toEqual(['/first/users/fetch'])
  })

  it('the next one gets the repeat of a read, signed anew for its own path', async () => {
    const { gateway, sent } = await start({ status: 502, body: 'Bad Gateway' })

    expect((await gateway.query(READ)).errors).toEqual([])
    expect(sent.map(({ path }) => path)).toEqual(['/first/users/fetch', '/second/users/fetch'])
    expect(new Set(sent.map(({ headers }) => headers['authorization'])).size).toBe(2)
    expect(new Set(sent.map(({ headers }) => headers['x-request-id'])).size).toBe(2)
  })

  it('a write that has been sent stays where it went', async () => {
    const { gateway, sent } = await start({ status: 502, body: 'Bad Gateway' })

    expect(codesOf(await gateway.query(WRITE))).toEqual(['createContactConversation: OUTCOME_UNKNOWN'])
    expect(sent.map(({ path }) => path)).toEqual(['/first/conversations'])
  })
})
