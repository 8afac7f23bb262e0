import { Client, fetchExchange } from '@urql/core'
import { afterEach, describe, expect, it } from 'vitest'
import { type SealTalkGateway, startSealTalkGateway } from '../../support/sealtalk-sandbox.ts'

const APP = 'https://app.example'

let harness: SealTalkGateway | undefined
afterEach(() => harness?.close())

type Sender = (method: string) => Readonly<Record<string, string>>

/** What Chromium 140 adds to the requests of a page. Only POST has an Origin on the same origin. */
const PAGES = {
  ownOrigin:
    (own: string): Sender =>
    (method) => ({
      'sec-fetch-site': 'same-origin',
      'sec-fetch-mode': 'cors',
      'sec-fetch-dest': 'empty',
      referer: `${own}/page`,
      ...(method === 'POST' && { origin: own }),
    }),
  otherOrigin:
    (origin: string): Sender =>
    () => ({
      'sec-fetch-site': 'cross-site',
      'sec-fetch-mode': 'cors',
      'sec-fetch-dest': 'empty',
      referer: `${origin}/`,
      origin,
    }),
}

/** urql as it is without options, in a browser with a cookie jar. */
const browse = (url: string, sender: Sender) => {
  const sent: string[] = []
  let cookie: string | undefined
  const client = new Client({
    url: `${url}/graphql`,
    exchanges: [fetchExchange],
    fetch: async (to, init) => {
      const method = init?.method ?? 'GET'
      sent.push(method)
      const headers = new Headers(init?.headers)
      for (const [name, value] of Object.entries(sender(method))) headers.set(name, value)
      if (cookie !== undefined) headers.set('cookie', cookie)
      const answer = await fetch(to, { ...init, headers })
      cookie = answer.headers.getSetCookie()[0]?.split(';')[0] ?? cookie
      return answer
    },
  })
  return { client, sent }
}

const LOGIN = `mutation ($number: String!, $password: String!) {
  login(input: { phone: { region: "86", number: $number }, password: $password }) { user { name } }
}`
const WHO = '{ viewer { sealtalk { user { name } } } }'

const signIn = async (sender: (own: string) => Sender) => {
  harness = await startSealTalkGateway({ env: { CORS_ORIGINS: APP } })
  const [{ phone: number, password }] = harness.sandbox.credentials.accounts
  const { url } = harness.gateway
  const { client, sent } = browse(url, sender(url))
  const { data } = await client.mutation(LOGIN, { number, password }).toPromise()
  return { client, sent, name: data?.login.user.name }
}

describe('urql with its default settings', () => {
  it.each([
    ['the gateway’s own origin', PAGES.ownOrigin],
    ['an origin of CORS_ORIGINS', () => PAGES.otherOrigin(APP)],
  ] as const)('works after login from %s', async (_, sender) => {
    const { client, sent, name } = await signIn(sender)
    const { data, error } = await client.query(WHO, {}).toPromise()

    expect(error).toBeUndefined()
    expect(data).toMatchObject({ viewer: { sealtalk: { user: { name } } } })
    expect(name).toBeTypeOf('string')
    expect(sent).toEqual(['POST', 'GET'])
  })

  it('is refused after login from any other origin, before anything is sent upstream', async () => {
    const { client, sent } = await signIn(() => PAGES.otherOrigin('https://evil.example'))
    const before = harness?.calls()
    const { data, error } = await client.query(WHO, {}).toPromise()

    expect(data?.viewer).toBeUndefined()
    expect(error?.response?.status).toBe(403)
    expect(sent).toEqual(['POST', 'GET'])
    expect(harness?.calls()).toEqual(before)
  })
})
