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

/** A gateway with two base URLs: the first gives this response, the second works. */
const start = async (first: UpstreamAnswer) => {
  const mock = mockMixin(({ path }) =>
    path.startsWith('/first/') ? first : { body: { data: [wireUser(USER)] } },
  )
  const env = { ...botSettings(), MIXIN_API_URL: `${MIXIN_URL}/first,${MIXIN_URL}/second` }
  gateway = await startGateway({ env, dispatcher: mock.dispatcher, sleep: () => Promise.resolve() })
  return { gateway, sent: mock.sent }
}

describe('with several base URLs', () => {
  it('the gateway uses the first one while it works', async () => {
    const { gateway, sent } = await start({ body: { data: [wireUser(USER)] } })

    expect((await gateway.query(READ)).errors).toEqual([])
    expect(sent.map(({ path }) => path)).toEqual(['/first/users/fetch'])
  })

  it('a read is retried at the next one, signed again for its path', async () => {
    const { gateway, sent } = await start({ status: 502, body: 'Bad Gateway' })

    expect((await gateway.query(READ)).errors).toEqual([])
    expect(sent.map(({ path }) => path)).toEqual(['/first/users/fetch', '/second/users/fetch'])
    expect(new Set(sent.map(({ headers }) => headers['authorization'])).size).toBe(2)
    expect(new Set(sent.map(({ headers }) => headers['x-request-id'])).size).toBe(2)
  })

  it('a write that was sent is not sent to the next one', async () => {
    const { gateway, sent } = await start({ status: 502, body: 'Bad Gateway' })

    expect(codesOf(await gateway.query(WRITE))).toEqual(['createContactConversation: OUTCOME_UNKNOWN'])
    expect(sent.map(({ path }) => path)).toEqual(['/first/conversations'])
  })
})
