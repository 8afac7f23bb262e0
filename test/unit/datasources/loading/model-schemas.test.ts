import { describe, expect, it } from 'vitest'
import { createModelDecoders } from '../../../../src/datasources/loading/model-schemas.ts'
import { toConversation, toUser } from '../../../../src/datasources/mixin/mapping.ts'
import { decodeFoundUser } from '../../../../src/datasources/mixin/stored-models.ts'
import * as sealtalk from '../../../../src/datasources/sealtalk/mapping.ts'
import { wireUser } from '../../../support/mixin-upstream.ts'

const USER_ID = 'e8e8cd79-cd40-4796-8c54-3a13cfe50115'
const APP_ID = '11efbb75-e7fe-44d7-a14f-698535289310'
const GROUP_ID = '8043dba1-e742-4c54-8425-1b8e188313a8'
const AS_OF = '2026-11-30T12:00:00.000Z'

const mixin = createModelDecoders('mixin')
const stored = (value: unknown): unknown => JSON.parse(JSON.stringify(value))

const user = toUser(
  wireUser(USER_ID, {
    phone: '+99900001',
    app: {
      app_id: APP_ID,
      app_number: '7000',
      icon_url: 'https://images.test/app.png',
      capabilities: ['IMMERSIVE'],
      creator_id: USER_ID,
      updated_at: '2020-01-02T03:04:05.678Z',
    },
  }),
  AS_OF,
)
const conversation = toConversation(
  {
    conversation_id: GROUP_ID,
    creator_id: USER_ID,
    category: 'GROUP',
    name: 'A group',
    icon_url: '',
    created_at: '2020-01-02T03:04:05.678Z',
    code_url: 'https://mixin.one/codes/1',
    expire_in: 0,
    participants: [
      { user_id: USER_ID, role: 'OWNER', created_at: '2020-01-02T03:04:05.678Z' },
      { user_id: APP_ID, role: '' },
    ],
    participant_sessions: [{ user_id: USER_ID, session_id: 'a session' }],
    circles: [{ circle_id: 'a circle' }],
  },
  AS_OF,
)

describe('a model from the shared store', () => {
  it('is the model that was stored: Mixin', () => {
    expect(mixin.user(stored(user), USER_ID)).toEqual(user)
    expect(mixin.conversation(stored(conversation), GROUP_ID)).toEqual(conversation)
    expect(decodeFoundUser(stored({ userId: USER_ID }))).toEqual({ userId: USER_ID })
  })

  it('is the model that was stored: SealTalk', () => {
    const row = {
      id: 'abc',
      nickname: 'Lin',
      portraitUri: '',
      gender: 'female',
      stAccount: 'lin',
      phone: '199',
    }
    const lin = sealtalk.toUser(row, AS_OF)
    const group = sealtalk.toLivingGroup(
      {
        id: 'abc',
        name: 'G',
        creatorId: 'def',
        memberCount: 2,
        isMute: 1,
        bulletin: '',
      },
      AS_OF,
    )
    const members = sealtalk.toParticipants(
      [
        { user: row, role: 0, displayName: '' },
        { user: row, role: 9 },
      ],
      AS_OF,
    )
    const decoders = createModelDecoders('sealtalk')

    expect(decoders.user(stored(lin), 'abc')).toEqual(lin)
    expect(decoders.conversation(stored(group), 'abc')).toEqual(group)
    expect(decoders.participants(stored(members))).toEqual(members)
  })

  it('says when it was fetched, which those of earlier versions do not', () => {
    const { asOf: _, ...undated } = user
    const row = { id: 'abc', nickname: 'Lin' }
    const [member] = sealtalk.toParticipants([{ user: row, role: 0 }], AS_OF)
    const { asOf: __, ...undatedMember } = member?.user ?? user

    expect(mixin.user(stored(undated), USER_ID)).toBeUndefined()
    expect(mixin.user(stored({ ...user, asOf: 'yesterday' }), USER_ID)).toBeUndefined()
    expect(mixin.conversation(stored({ ...conversation, asOf: undefined }), GROUP_ID)).toBeUndefined()
    expect(
      createModelDecoders('sealtalk').participants(stored([{ ...member, user: undatedMember }])),
    ).toBeUndefined()
  })

  it('must have this id and be of this network', () => {
    expect(mixin.user(stored(user), APP_ID)).toBeUndefined()
    expect(createModelDecoders('sealtalk').user(stored(user), USER_ID)).toBeUndefined()
    expect(mixin.conversation(stored(user), USER_ID)).toBeUndefined()
  })

  it.each([
    ['nothing', null],
    ['a text', 'user'],
    ['a list', [user]],
    ['no fields', {}],
    ['a global id that is another’s', { ...user, id: `mixin:user:${APP_ID}` }],
    ['a field too many', { ...user, password: 'x' }],
    ['a name that is a number', { ...user, name: 42 }],
    ['a flag that is a text', { ...user, isVerified: 'true' }],
    ['a relationship that is none', { ...user, relationship: 'LOVER' }],
    ['a picture that is a script', { ...user, avatarUrl: 'javascript:alert(1)' }],
    ['an app without its user', { ...user, app: { ...user.app, user: undefined } }],
    ['an app that is somebody else’s', { ...user, app: { ...user.app, id: `mixin:app:${USER_ID}` } }],
  ])('is no user with %s', (_, value) => {
    expect(mixin.user(stored(value), USER_ID)).toBeUndefined()
  })

  it.each([
    ['participants that are no list', { participants: {} }],
    ['a participant without a user', { participants: [{ role: 'OWNER' }] }],
    [
      'a session without a key',
      { participants: [{ ...conversation.participants?.[0], sessions: [{ sessionId: 's' }] }] },
    ],
    ['a circle of another network', { circles: [{ network: 'sealtalk', circleId: 'c', createdAt: null }] }],
    ['a creator that is a text', { creator: USER_ID }],
    ['a count that is a text', { memberCount: '2' }],
  ])('is no conversation with %s', (_, change) => {
    expect(mixin.conversation(stored({ ...conversation, ...change }), GROUP_ID)).toBeUndefined()
  })

  it.each([[{ userId: 'nobody' }], [{ userId: 1 }], [{}], [null], ['text']])(
    'is nobody that was found: %j',
    (value) => {
      expect(decodeFoundUser(value)).toBeUndefined()
    },
  )
})
