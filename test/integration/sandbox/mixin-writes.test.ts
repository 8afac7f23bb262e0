import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import type { Client, Reply } from './mixin-client.ts'
import { useMixin } from './mixin-fixture.ts'
import type { WireConversation, WireUser } from './mixin-wire.ts'

const fixture = useMixin()

const conversation = (answer: Reply) => answer.data as WireConversation
const read = async (id: string, viewer: Client = fixture.bot) =>
  conversation(await viewer.get(`/conversations/${id}`))
const roleOf = (found: WireConversation, userId: string) =>
  found.participants.find((participant) => participant.user_id === userId)?.role

/** The network's rule for contacts, worked out apart from the sandbox: MD5 of both sorted, as a version-3 UUID. */
const uuidOfPair = (one: string, other: string): string => {
  const hash = createHash('md5').update([one, other].sort().join('')).digest('hex')
  const variant = ((parseInt(hash.slice(16, 18), 16) & 0x3f) | 0x80).toString(16)
  return `${hash.slice(0, 8)}-${hash.slice(8, 12)}-3${hash.slice(13, 16)}-${variant}${hash.slice(18, 20)}-${hash.slice(20)}`
}

const contactId = 'f1a29b4f-7d80-3d3f-a3f5-5a4d0c06e4a5'

describe('making a contact', () => {
  const contact = (id: string, participants: unknown) =>
    fixture.bot.post('/conversations', { conversation_id: id, category: 'CONTACT', participants })

  it('gives the one that exists, unchanged', async () => {
    const { contactConversationId, userId } = fixture.mixin.examples
    const before = await read(contactConversationId)
    const answer = await contact(contactConversationId, [{ user_id: userId }])
    expect(answer.data).toEqual(before)
    expect(conversation(answer).creator_id).toBe(userId)
  })

  it('needs exactly the other side and the id that belongs to both', async () => {
    const { userId, botId, boUserId } = fixture.mixin.examples
    const refused = await Promise.all([
      contact(contactId, [{ user_id: boUserId }]),
      contact(contactId, [{ user_id: boUserId }, { user_id: userId }]),
      contact(contactId, []),
      contact(contactId, [{ user_id: botId }]),
      contact(contactId, [{ user_id: crypto.randomUUID() }]),
      contact('not-a-uuid', [{ user_id: boUserId }]),
    ])
    expect(refused.map((answer) => answer.error?.code)).toEqual(Array(6).fill(10002))
    expect(refused[0]?.error?.extra).toMatchObject({ field: 'conversation_id' })
  })

  it('makes it where it was not, with the id both can compute', async () => {
    const { blockedUserId, botId } = fixture.mixin.examples
    const id = uuidOfPair(botId, blockedUserId)
    expect((await fixture.bot.get(`/conversations/${id}`)).error?.code).toBe(404)
    expect(conversation(await contact(id, [{ user_id: blockedUserId }]))).toMatchObject({
      conversation_id: id,
      creator_id: botId,
      code_id: '',
    })
    expect((await read(id)).participants).toHaveLength(2)
  })
})

describe('making a group', () => {
  const group = (given: object) =>
    fixture.bot.post('/conversations', {
      conversation_id: crypto.randomUUID(),
      category: 'GROUP',
      name: 'New',
      participants: [{ user_id: fixture.mixin.examples.userId }],
      ...given,
    })

  it('makes the caller its owner and keeps the roles it gave', async () => {
    const { userId, aliaUserId, botId } = fixture.mixin.examples
    const made = conversation(
      await group({
        participants: [{ user_id: userId, role: 'ADMIN' }, { user_id: aliaUserId }],
        announcement: 'Hi',
      }),
    )
    expect([botId, userId, aliaUserId].map((id) => roleOf(made, id))).toEqual(['OWNER', 'ADMIN', ''])
    expect(made).toMatchObject({ name: 'New', announcement: 'Hi', creator_id: botId })
    expect(made.code_url).toBe(`https://mixin.one/codes/${made.code_id}`)
    expect(made.created_at.slice(0, 19)).toBe(new Date(fixture.clock()).toISOString().slice(0, 19))
  })

  it('is the same group when the same id comes again', async () => {
    const id = crypto.randomUUID()
    const first = await group({ conversation_id: id })
    const second = await group({ conversation_id: id, name: 'Other' })
    expect(second.data).toEqual(first.data)
  })

  it('refuses fields that are off and says which', async () => {
    const field = async (given: object) => {
      const { error } = await group(given)
      return (error?.extra as { field: string } | undefined)?.field
    }
    expect(await field({ name: 'x'.repeat(513) })).toBe('name')
    expect(await field({ name: 7 })).toBe('name')
    expect(await field({ announcement: 'x'.repeat(1_025) })).toBe('announcement')
    expect(await field({ conversation_id: crypto.randomUUID().toUpperCase() })).toBe('conversation_id')
    expect(await field({ category: 'CIRCUS' })).toBe('category')
    expect(await field({ participants: [{ user_id: fixture.mixin.examples.userId, role: 'OWNER' }] })).toBe(
      'participants',
    )
  })

  it('counts characters, not bytes', async () => {
    expect((await group({ name: '名'.repeat(512) })).status).toBe(200)
  })

  it('takes a random_id only with the id that follows from it', async () => {
    const refused = await group({ random_id: crypto.randomUUID() })
    expect(refused.error).toMatchObject({ code: 10002, extra: { field: 'conversation_id' } })
  })

  it('takes the id that follows from owner, name, random_id and members in any order', async () => {
    const { botId, userId, aliaUserId } = fixture.mixin.examples
    const randomId = crypto.randomUUID()
    const [first, second] = [userId, aliaUserId].sort()
    const steps = [botId, 'New', randomId, first ?? '', second ?? '']
    const conversation_id = steps.reduce((id, part) => uuidOfPair(id, part))
    const participants = [{ user_id: second }, { user_id: first }]
    const answer = await group({ random_id: randomId, conversation_id, participants })
    expect(answer.data).toMatchObject({ conversation_id, random_id: randomId })
  })

  it('holds 256 people and no more', async () => {
    const full = await read(fixture.mixin.examples.fullGroupId)
    const others = full.participants.filter(({ role }) => role === '').map(({ user_id }) => ({ user_id }))
    expect(others).toHaveLength(255)
    expect((await group({ participants: others })).status).toBe(200)
    const { aliaUserId } = fixture.mixin.examples
    expect((await group({ participants: [...others, { user_id: aliaUserId }] })).error?.code).toBe(20116)
  })
})

describe('changing a group', () => {
  const path = () => `/conversations/${fixture.mixin.examples.groupId}`

  it('changes what is given and answers the whole conversation', async () => {
    const before = await read(fixture.mixin.examples.groupId)
    const answer = await fixture.bot.post(path(), { announcement: 'News' })
    expect(answer.data).toEqual({ ...before, announcement: 'News' })
    expect(await read(fixture.mixin.examples.groupId)).toEqual(answer.data)
  })

  it('refuses texts that are too long, and changes nothing then', async () => {
    const before = await read(fixture.mixin.examples.groupId)
    const answer = await fixture.bot.post(path(), { name: 'fits', announcement: 'x'.repeat(1_025) })
    expect(answer.error).toMatchObject({ code: 10002, extra: { field: 'announcement' } })
    expect(await read(fixture.mixin.examples.groupId)).toEqual(before)
  })

  it('gives a new code at each rotation', async () => {
    const before = await read(fixture.mixin.examples.groupId)
    const first = conversation(await fixture.bot.post(`${path()}/rotate`))
    const second = conversation(await fixture.bot.post(`${path()}/rotate`))
    expect(new Set([before, first, second].map(({ code_id }) => code_id)).size).toBe(3)
    expect(second.code_url).toContain(second.code_id)
  })

  it('is for owners and administrators of groups', async () => {
    const { group250Id, foreignGroupId, contactConversationId } = fixture.mixin.examples
    const change = async (id: string) =>
      (await fixture.bot.post(`/conversations/${id}`, { name: 'x' })).error?.code
    expect(await change(group250Id)).toBe(403)
    expect(await change(foreignGroupId)).toBe(403)
    expect(await change(contactConversationId)).toBe(403)
    expect(await change(crypto.randomUUID())).toBe(404)
  })

  it('mutes for the viewer alone, until the duration is over', async () => {
    const { groupId } = fixture.mixin.examples
    const muted = conversation(await fixture.bot.post(`${path()}/mute`, { duration: 60 }))
    expect(muted.mute_until).toBe('2026-01-15T12:01:00Z')
    expect((await read(groupId, fixture.alia)).mute_until < '2026').toBe(true)
    const again = conversation(await fixture.bot.post(`${path()}/mute`, { duration: 0 }))
    expect(again.mute_until).toBe('0001-01-01T00:00:00Z')
    expect(
      (await fixture.bot.post(`/conversations/${crypto.randomUUID()}/mute`, { duration: 1 })).error?.code,
    ).toBe(404)
  })
})

describe('participants', () => {
  const change = (id: string, action: string, list: unknown) =>
    fixture.bot.post(`/conversations/${id}/participants/${action}`, list)
  const named = (...ids: string[]) => ids.map((user_id) => ({ user_id }))

  it('are added once; those present stay as they are', async () => {
    const { groupId, blockedUserId, userId } = fixture.mixin.examples
    const before = await read(groupId)
    const after = conversation(
      await change(groupId, 'ADD', [...named(blockedUserId), { user_id: userId, role: '' }]),
    )
    expect(after.participants).toHaveLength(13)
    expect(roleOf(after, userId)).toBe('ADMIN')
    expect(after.participants.filter(({ user_id }) => user_id !== blockedUserId)).toEqual(before.participants)
  })

  it('join anew when they were removed before', async () => {
    const { groupId, boUserId } = fixture.mixin.examples
    const joined = (found: WireConversation) =>
      found.participants.find(({ user_id }) => user_id === boUserId)?.created_at
    const before = joined(await read(groupId))
    expect(joined(conversation(await change(groupId, 'REMOVE', named(boUserId))))).toBeUndefined()
    const again = joined(conversation(await change(groupId, 'ADD', named(boUserId))))
    expect(again).toMatch(/^2026-01-15T12:00:00/)
    expect(again).not.toBe(before)
  })

  it('get and lose the role of an administrator', async () => {
    const { groupId, boUserId } = fixture.mixin.examples
    const promoted = await change(groupId, 'ROLE', [{ user_id: boUserId, role: 'ADMIN' }])
    expect(roleOf(conversation(promoted), boUserId)).toBe('ADMIN')
    const demoted = await change(groupId, 'ROLE', [{ user_id: boUserId, role: '' }])
    expect(roleOf(conversation(demoted), boUserId)).toBe('')
  })

  it('are managed by the role of the caller', async () => {
    const { group50Id, group250Id, groupId, blockedUserId, aliaUserId, botId, boUserId } =
      fixture.mixin.examples
    const codes = await Promise.all([
      change(group50Id, 'ADD', named(blockedUserId)), // an administrator may
      change(group50Id, 'ADD', [{ user_id: blockedUserId, role: 'ADMIN' }]), // but makes none
      change(group50Id, 'ROLE', [{ user_id: boUserId, role: 'ADMIN' }]), // nor changes roles
      change(group50Id, 'REMOVE', named(aliaUserId)), // nor removes the owner
      change(group250Id, 'ADD', named(blockedUserId)), // a member may nothing
      change(groupId, 'REMOVE', named(botId)), // an owner stays
      change(groupId, 'ROLE', [{ user_id: botId, role: '' }]), // and keeps its role
      change(groupId, 'ROLE', [{ user_id: blockedUserId, role: 'ADMIN' }]), // strangers have none
    ])
    expect(codes.map((answer) => answer.error?.code ?? 200)).toEqual([
      200, 403, 403, 403, 403, 403, 10002, 10002,
    ])
  })

  it('fit in up to 256, all of the new ones or none', async () => {
    const { fullGroupId, aliaUserId, boUserId } = fixture.mixin.examples
    expect((await change(fullGroupId, 'ADD', named(aliaUserId))).error?.code).toBe(20116)
    const [, second] = (await read(fullGroupId)).participants.filter(({ role }) => role === '')
    await change(fullGroupId, 'REMOVE', named(second?.user_id ?? ''))
    expect((await change(fullGroupId, 'ADD', named(aliaUserId, boUserId))).error?.code).toBe(20116)
    expect((await read(fullGroupId)).participants).toHaveLength(255)
    expect((await change(fullGroupId, 'ADD', named(aliaUserId))).status).toBe(200)
  })

  it('are changed by three actions and no other', async () => {
    const { groupId, userId } = fixture.mixin.examples
    expect((await change(groupId, 'JOIN', named(userId))).error?.code).toBe(404)
    expect((await change(groupId, 'ADD', {})).error?.code).toBe(10002)
    expect((await change(groupId, 'ADD', [{ user_id: '30265' }])).error?.code).toBe(10002)
  })
})

describe('POST /relationships', () => {
  const relate = (given: object) => fixture.bot.post('/relationships', given)

  it('adds, names, blocks, unblocks and removes, and answers the user as now seen', async () => {
    const { cleoUserId: user_id } = fixture.mixin.examples
    const seen = async (given: object) => {
      const { relationship, full_name } = (await relate({ user_id, ...given })).data as WireUser
      return [relationship, full_name]
    }
    expect(await seen({ action: 'ADD' })).toEqual(['FRIEND', 'Cleo Tarnhoff'])
    expect(await seen({ action: 'UPDATE', full_name: 'C.' })).toEqual(['FRIEND', 'C.'])
    expect(await seen({ action: 'BLOCK' })).toEqual(['BLOCKING', 'C.'])
    expect(await seen({ action: 'UNBLOCK' })).toEqual(['STRANGER', 'C.'])
    expect(await seen({ action: 'REMOVE' })).toEqual(['STRANGER', 'Cleo Tarnhoff'])
    expect((await fixture.alia.get(`/users/${user_id}`)).data).toMatchObject({ relationship: 'STRANGER' })
  })

  it('refuses unknown users and actions', async () => {
    const { cleoUserId, botId } = fixture.mixin.examples
    expect((await relate({ user_id: crypto.randomUUID(), action: 'ADD' })).error?.code).toBe(404)
    expect((await relate({ user_id: cleoUserId, action: 'ADORE' })).error?.code).toBe(10002)
    expect((await relate({ user_id: botId, action: 'ADD' })).error?.code).toBe(10002)
  })
})
