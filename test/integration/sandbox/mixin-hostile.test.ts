import { expect, it } from 'vitest'
import { useMixin } from './mixin-fixture.ts'

const fixture = useMixin()

const BODIES: readonly unknown[] = [
  null,
  0,
  '',
  [],
  [null],
  [[]],
  [{ user_id: {}, role: [] }],
  {},
  {
    name: {},
    announcement: [],
    participants: {},
    duration: '1',
    action: null,
    user_id: 1,
    phone: [],
    scopes: {},
  },
  { conversation_id: '__proto__', category: 'GROUP', participants: [{ user_id: '__proto__' }] },
  { authorization_id: {}, scopes: [{}], pin_base64: {}, client_id: [], code: {}, ed25519: 5 },
  JSON.parse('{"__proto__": {"name": "x"}}'),
]

const PARTS: readonly string[] = [
  '__proto__',
  'constructor',
  '%00',
  '%F0%9F%92%A9',
  "'",
  '*',
  'x'.repeat(2_000),
]

it('refuses every odd body by a code of the network and never breaks down', async () => {
  const { groupId } = fixture.mixin.examples
  const paths = [
    '/users/fetch',
    '/relationships',
    '/conversations',
    `/conversations/${groupId}`,
    `/conversations/${groupId}/mute`,
    `/conversations/${groupId}/participants/ADD`,
    `/conversations/${groupId}/participants/REMOVE`,
    `/conversations/${groupId}/participants/ROLE`,
    '/oauth/authorize',
    '/oauth/token',
  ]
  const before = (await fixture.bot.get(`/conversations/${groupId}`)).data
  for (const path of paths) {
    for (const body of BODIES) {
      const answer = await fixture.bot.post(path, body)
      expect([200, 202], `${path} ${JSON.stringify(body)}`).toContain(answer.status)
    }
  }
  expect((await fixture.bot.get(`/conversations/${groupId}`)).data).toEqual(before)
})

it('finds nothing under odd ids and never breaks down', async () => {
  for (const part of PARTS) {
    for (const path of [`/users/${part}`, `/search/${part}`, `/conversations/${part}`, `/circles/${part}`]) {
      const answer = await fixture.bot.get(path)
      expect([answer.status, answer.error?.code], path).toEqual([202, 404])
    }
  }
})
