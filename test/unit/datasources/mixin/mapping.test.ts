import { describe, expect, it } from 'vitest'
import * as mapping from '../../../../src/datasources/mixin/mapping.ts'
import { UnexpectedShape } from '../../../../src/upstream/json-readers.ts'
import { wireUser } from '../../../support/mixin-upstream.ts'

const USER_ID = 'e8e8cd79-cd40-4796-8c54-3a13cfe50115'
const APP_ID = 'f6deb534-13bd-45f0-9b34-0d618827f500'
const AS_OF = '2026-11-30T12:00:00.000Z'

const toUser = (value: unknown) => mapping.toUser(value, AS_OF)
const toApp = (value: unknown) => mapping.toApp(value, AS_OF)
const toConversation = (value: unknown) => mapping.toConversation(value, AS_OF)

const wireApp = {
  type: 'app',
  app_id: APP_ID,
  app_number: '7000102183',
  redirect_uri: 'https://cnb.test/auth',
  home_uri: 'http://cnb.test',
  name: 'CNB',
  icon_url: 'https://cnb.test/icon.png',
  description: '',
  capabilities: ['CONTACT', 'GROUP'],
  capabilites: ['OTHER'],
  resource_patterns: ['https://cnb.test'],
  category: 'TOOLS',
  creator_id: USER_ID,
  updated_at: '2021-04-13T06:28:19.8Z',
  is_verified: true,
  app_secret: 'never',
  session_secret: 'never',
}

describe('a user', () => {
  it('is mapped field by field, with null for empty fields and the zero date', () => {
    expect(toUser(wireUser(USER_ID, { full_name: 'Crossle', phone: '', biography: '' }))).toEqual({
      __typename: 'User',
      id: `mixin:user:${USER_ID}`,
      network: 'mixin',
      upstreamId: USER_ID,
      asOf: AS_OF,
      name: 'Crossle',
      avatarUrl: 'https://images.test/a.png',
      phone: null,
      identityNumber: '30265',
      biography: null,
      relationship: 'STRANGER',
      isVerified: false,
      isScam: false,
      muteUntil: null,
      createdAt: '2017-11-26T10:06:50.806156789Z',
      app: null,
    })
  })

  it('has a null relationship if it is unknown to the gateway', () => {
    expect(toUser(wireUser(USER_ID, { relationship: 'ACQUAINTANCE' })).relationship).toBeNull()
    expect(toUser(wireUser(USER_ID, { relationship: '' })).relationship).toBeNull()
  })

  it('shows no picture that is not http or https', () => {
    for (const avatar_url of ['javascript:alert(1)', 'data:text/html,x', '//images.test/a.png', 'https://']) {
      expect(toUser(wireUser(USER_ID, { avatar_url })).avatarUrl).toBeNull()
    }
  })

  it('is rejected if a field has another type', () => {
    expect(() => toUser(wireUser(USER_ID, { full_name: 7 }))).toThrow(UnexpectedShape)
    expect(() => toUser({ full_name: 'nobody' })).toThrow(UnexpectedShape)
    expect(() => toUser(null)).toThrow(UnexpectedShape)
  })

  it('ignores unknown keys', () => {
    const hostile: unknown = JSON.parse(
      `{"user_id":"${USER_ID}","__proto__":{"isScam":true},"polluted":true}`,
    )

    expect(toUser(hostile)).not.toHaveProperty('polluted')
    expect(toUser(hostile).isScam).toBeNull()
    expect({}).not.toHaveProperty('isScam')
  })
})

describe('an app', () => {
  it('is mapped field by field and keeps no secret', () => {
    const app = toApp(wireApp)

    expect(app).toMatchObject({
      id: `mixin:app:${APP_ID}`,
      appNumber: '7000102183',
      redirectUri: 'https://cnb.test/auth',
      homeUri: 'http://cnb.test',
      description: null,
      capabilities: ['CONTACT', 'GROUP'],
      resourcePatterns: ['https://cnb.test'],
      creator: { id: `mixin:user:${USER_ID}` },
      user: { id: `mixin:user:${APP_ID}` },
    })
    expect(JSON.stringify(app)).not.toContain('never')
  })

  it('reads its capabilities from the misspelt list if there is no other', () => {
    const { capabilities: _, ...misspelt } = wireApp
    expect(toApp(misspelt).capabilities).toEqual(['OTHER'])
  })
})

describe('a conversation', () => {
  const wire = {
    conversation_id: '8043dba1-e742-4c54-8425-1b8e188313a8',
    creator_id: USER_ID,
    category: 'GROUP',
    name: 'group',
    icon_url: '',
    announcement: '',
    created_at: '2021-06-01T00:00:00.000000001Z',
    code_id: 'c',
    code_url: 'https://mixin.one/codes/c',
    mute_until: '0001-01-01T00:00:00Z',
    expire_in: 0,
    participants: [
      { type: 'participant', user_id: USER_ID, role: 'OWNER', created_at: '2021-06-01T00:00:00Z' },
      { type: 'participant', user_id: APP_ID, role: '', created_at: '2021-06-02T00:00:00Z' },
      {
        type: 'participant',
        user_id: APP_ID.replace('f6', 'a6'),
        role: 'WIZARD',
        created_at: '2021-06-02T00:00:00Z',
      },
    ],
    participant_sessions: [
      { type: 'participant', user_id: APP_ID, session_id: 's1', public_key: 'k1' },
      { type: 'participant', user_id: APP_ID, session_id: 's2' },
    ],
    circles: [{ circle_id: 'o', conversation_id: 'x', user_id: '', created_at: '2021-06-03T00:00:00Z' }],
  }

  it('includes its participants with roles and sessions, with MEMBER for an empty role', () => {
    const { participants, memberCount, expireIn, muteUntil, iconUrl } = toConversation(wire)

    expect(participants?.map(({ role }) => role)).toEqual(['OWNER', 'MEMBER', null])
    expect(participants?.map(({ sessions }) => sessions)).toEqual([
      [],
      [
        { sessionId: 's1', publicKey: 'k1' },
        { sessionId: 's2', publicKey: '' },
      ],
      [],
    ])
    expect({ memberCount, expireIn, muteUntil, iconUrl }).toEqual({
      memberCount: 3,
      expireIn: 0,
      muteUntil: null,
      iconUrl: null,
    })
  })

  it('accepts lists that are missing', () => {
    const { participants: _, participant_sessions: __, circles: ___, ...bare } = wire

    expect(toConversation(bare)).toMatchObject({ participants: [], circles: [], memberCount: 0 })
  })

  it('keeps what can be read where a participant, a session, a circle or an app cannot', () => {
    const odd = [null, 7, { unknown: true }, { user_id: 5, session_id: 5, circle_id: 5 }]
    const whole = toConversation(wire)
    const damaged = toConversation({
      ...wire,
      participants: [...odd, ...wire.participants],
      participant_sessions: [...wire.participant_sessions, ...odd],
      circles: [...odd, ...wire.circles, ...odd],
    })

    expect(damaged).toEqual(whole)
    expect(toUser(wireUser(USER_ID, { app: { app_id: 7 } })).app).toBeNull()
    expect(toUser(wireUser(USER_ID, { app: 'x' })).app).toBeNull()
    expect(toUser(wireUser(USER_ID, { app: { ...wireApp, capabilities: ['A', 7, 'B'] } })).app).toMatchObject(
      {
        capabilities: ['A', 'B'],
      },
    )
  })

  it('does not call a list empty of which nothing can be read', () => {
    const { participants, memberCount, circles, name } = toConversation({
      ...wire,
      participants: [{ unknown: true }],
      participant_sessions: 'x',
      circles: { not: 'a list' },
    })

    expect([participants, memberCount, circles, name]).toEqual([undefined, null, null, 'group'])
    const { participants: readable } = toConversation({ ...wire, participant_sessions: 'x' })
    expect(readable?.map(({ sessions }) => sessions)).toEqual([null, null, null])
  })
})
