import { describe, expect, it } from 'vitest'
import type { Reply } from './mixin-client.ts'
import { useMixin } from './mixin-fixture.ts'
import type { WireConversation, WireUser } from './mixin-wire.ts'

const fixture = useMixin()

const user = (answer: Reply) => answer.data as WireUser
const users = (answer: Reply) => answer.data as WireUser[]
const conversation = (answer: Reply) => answer.data as WireConversation

describe('POST /users/fetch', () => {
  it('merges doubles, sorts by id and leaves unknown ids and identity numbers out', async () => {
    const { userId, botId, identityNumber } = fixture.mixin.examples
    const ids = [userId, botId, userId, crypto.randomUUID(), identityNumber]
    const answer = await fixture.bot.post('/users/fetch', ids)
    expect(users(answer).map((found) => found.user_id)).toEqual([botId, userId].sort())
    expect(fixture.mixin.control.calls().recent).toMatchObject([{ endpoint: 'POST /users/fetch', ids: 5 }])
  })

  it('takes 1,000 ids and refuses 1,001', async () => {
    const ids = Array.from({ length: 1_001 }, () => crypto.randomUUID())
    expect((await fixture.bot.post('/users/fetch', ids.slice(1))).data).toEqual([])
    const refused = await fixture.bot.post('/users/fetch', ids)
    expect(refused.error).toMatchObject({ code: 10002, extra: { field: 'user_ids' } })
  })

  it.each([[{}], [[1]], [[null]], ['text']])('refuses %j', async (body) => {
    expect((await fixture.bot.post('/users/fetch', body)).error?.code).toBe(10002)
  })
})

describe('users', () => {
  it('are found by id and by identity number, alike', async () => {
    const { userId, identityNumber } = fixture.mixin.examples
    const [byId, byNumber] = await Promise.all([
      fixture.bot.get(`/users/${userId}`),
      fixture.bot.get(`/users/${identityNumber}`),
    ])
    expect(byId.data).toEqual(byNumber.data)
    expect(user(byId)).toMatchObject({ identity_number: '30265', relationship: 'FRIEND' })
  })

  it('that do not exist are 404, and number 0 is nobody', async () => {
    for (const id of [crypto.randomUUID(), '999999999', '0', 'E8E8CD79-CD40-4796-8C54-3A13CFE50115']) {
      expect((await fixture.bot.get(`/users/${id}`)).error?.code).toBe(404)
    }
  })

  it('look different to each viewer', async () => {
    const { userId } = fixture.mixin.examples
    const views = await Promise.all(
      [fixture.bot, fixture.alia, fixture.bo, fixture.cleo].map(async (viewer) => {
        const { relationship, full_name, phone } = user(await viewer.get(`/users/${userId}`))
        return [relationship, full_name, phone]
      }),
    )
    expect(views).toEqual([
      ['FRIEND', 'Mirel Ostby', '+9990000030265'],
      ['FRIEND', 'Mirel (work)', ''],
      ['BLOCKING', 'Mirel Ostby', ''],
      ['STRANGER', 'Mirel Ostby', ''],
    ])
  })

  it('carry an app only when they are bots, under both spellings of its capabilities', async () => {
    const { userId, cnbBotId, misspeltCapabilitiesBotId } = fixture.mixin.examples
    const answer = users(
      await fixture.bot.post('/users/fetch', [userId, cnbBotId, misspeltCapabilitiesBotId]),
    )
    const app = (id: string) => answer.find((found) => found.user_id === id)?.app
    expect(app(userId)).toBeUndefined()
    expect(app(cnbBotId)).toMatchObject({ capabilities: ['CONTACT'], capabilites: ['CONTACT'] })
    expect(app(misspeltCapabilitiesBotId)).not.toHaveProperty('capabilities')
    expect(app(misspeltCapabilitiesBotId)?.capabilites).toEqual(['CONTACT', 'GROUP'])
  })

  it('include words that no client knows', async () => {
    const { unknownRelationshipUserId, unknownCategoryBotId } = fixture.mixin.examples
    expect(user(await fixture.bot.get(`/users/${unknownRelationshipUserId}`)).relationship).toBe(
      'ACQUAINTANCE',
    )
    expect(user(await fixture.bot.get(`/users/${unknownCategoryBotId}`)).app?.category).toBe('SPACECRAFT')
  })

  it('have times of up to nine decimals without trailing zeros', async () => {
    const members = conversation(
      await fixture.bot.get(`/conversations/${fixture.mixin.examples.fullGroupId}`),
    )
    const ids = members.participants.map((participant) => participant.user_id)
    const times = users(await fixture.bot.post('/users/fetch', ids)).map((found) => found.created_at)
    expect(times.every((time) => /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{0,8}[1-9])?Z$/.test(time))).toBe(true)
    expect(times.some((time) => /\.\d{9}Z$/.test(time))).toBe(true)
  })
})

describe('GET /search/:q', () => {
  it('finds by identity number and by phone, with + as it is or encoded', async () => {
    const { userId } = fixture.mixin.examples
    for (const query of ['30265', '+9990000030265', '%2B9990000030265']) {
      expect(user(await fixture.bot.get(`/search/${query}`)).user_id).toBe(userId)
    }
    expect((await fixture.bot.get('/search/9990000030265')).error?.code).toBe(404)
  })

  it('hides people who do not want to be found by phone', async () => {
    const [, boPhone, cleoPhone] = ['+9990000001001', '+9990000001002', '+9990000001003']
    expect(user(await fixture.alia.get(`/search/${boPhone}`)).user_id).toBe(fixture.mixin.examples.boUserId)
    expect((await fixture.cleo.get(`/search/${boPhone}`)).error?.code).toBe(404)
    expect((await fixture.alia.get(`/search/${cleoPhone}`)).error?.code).toBe(404)
  })
})

describe('GET /me', () => {
  it('is the bot with its app, its own id as its phone, and no pin token', async () => {
    const { botId } = fixture.mixin.examples
    const { data } = await fixture.bot.get('/me')
    expect(data).toMatchObject({ user_id: botId, phone: botId, relationship: 'ME', pin_token: '' })
    expect(data).toMatchObject({ session_id: fixture.mixin.credentials.sessionId, app: { app_secret: '' } })
    expect((data as WireUser).app).not.toHaveProperty('is_verified')
  })

  it('is the user without an app; the phone needs PHONE:READ', async () => {
    expect(user(await fixture.alia.get('/me')).phone).toBe('+9990000001001')
    const cleo = await fixture.cleo.get('/me')
    expect(user(cleo).phone).toBe('')
    expect(cleo.data).toMatchObject({ has_pin: false, accept_search_source: 'FRIENDS_OF_FRIENDS' })
    expect(cleo.data).not.toHaveProperty('app')
  })
})

describe('conversations', () => {
  it('have 50 participants, of whom 30 are people and 20 bots with various creators', async () => {
    const group = conversation(await fixture.bot.get(`/conversations/${fixture.mixin.examples.group50Id}`))
    const ids = group.participants.map((participant) => participant.user_id)
    const members = users(await fixture.bot.post('/users/fetch', ids))
    const creators = new Set(members.flatMap(({ app }) => app?.creator_id ?? []))
    expect([members.length, members.filter(({ app }) => app).length]).toEqual([50, 20])
    expect(creators.size).toBeGreaterThan(5)
    expect([...creators].some((id) => !ids.includes(id))).toBe(true)
    expect(ids).toContain(fixture.mixin.examples.botId)
    expect(ids).toEqual(ids.toSorted())
  })

  it('have 250 and 256 participants in the large groups, 12 in the documented one', async () => {
    const { group250Id, fullGroupId, groupId } = fixture.mixin.examples
    const sizes = await Promise.all(
      [group250Id, fullGroupId, groupId].map(
        async (id) => conversation(await fixture.bot.get(`/conversations/${id}`)).participants.length,
      ),
    )
    expect(sizes).toEqual([250, 256, 12])
  })

  it('are 404 when unknown and 403 to everybody who is not in', async () => {
    const { foreignGroupId, contactConversationId } = fixture.mixin.examples
    expect((await fixture.bot.get(`/conversations/${crypto.randomUUID()}`)).error?.code).toBe(404)
    expect((await fixture.bot.get(`/conversations/${foreignGroupId}`)).error?.code).toBe(403)
    expect((await fixture.bo.get(`/conversations/${foreignGroupId}`)).status).toBe(200)
    expect((await fixture.bo.get(`/conversations/${contactConversationId}`)).error?.code).toBe(403)
  })

  it('between two have no name and no code, and began with whoever came first', async () => {
    const { contactConversationId, userId, botId } = fixture.mixin.examples
    const contact = conversation(await fixture.bot.get(`/conversations/${contactConversationId}`))
    expect(contact).toMatchObject({
      category: 'CONTACT',
      name: '',
      code_id: '',
      code_url: '',
      creator_id: userId,
    })
    expect(contact.participants.map((participant) => participant.user_id)).toEqual([botId, userId])
  })

  it('were muted until a year before they began, unless the viewer mutes them', async () => {
    const group = conversation(await fixture.bot.get(`/conversations/${fixture.mixin.examples.groupId}`))
    const began = Number(group.created_at.slice(0, 4))
    expect(group.mute_until).toBe(`${began - 1}${group.created_at.slice(4)}`)
  })

  it('lie in the circles of the viewer alone', async () => {
    const path = `/conversations/${fixture.mixin.examples.group50Id}`
    const [forBot, forAlia, forBo] = await Promise.all(
      [fixture.bot, fixture.alia, fixture.bo].map(
        async (viewer) => conversation(await viewer.get(path)).circles,
      ),
    )
    expect([forBot?.length, forAlia?.length, forBo?.length]).toEqual([2, 1, 0])
    expect(forBot?.[0]?.circle_id).not.toBe(forAlia?.[0]?.circle_id)
  })

  it('may be of a kind with roles that no client knows', async () => {
    const { unknownConversationId } = fixture.mixin.examples
    const channel = conversation(await fixture.bot.get(`/conversations/${unknownConversationId}`))
    expect(channel.category).toBe('CHANNEL')
    expect(channel.participants.map((participant) => participant.role)).toContain('MODERATOR')
    expect(channel).not.toHaveProperty('participant_sessions')
  })
})

describe('lists of the viewer', () => {
  it('tell friends and blocked people', async () => {
    const friends = users(await fixture.bot.get('/friends'))
    expect(friends.length).toBeGreaterThan(40)
    expect(new Set(friends.map((friend) => friend.relationship))).toEqual(new Set(['FRIEND']))
    const blocked = users(await fixture.bot.get('/blocking_users'))
    expect(blocked.map((person) => person.user_id)).toEqual([fixture.mixin.examples.blockedUserId])
  })

  it('tell circles with their names, one by one too, and nobody else’s', async () => {
    const circles = (await fixture.bot.get('/circles')).data as { circle_id: string; name: string }[]
    expect(circles.map((circle) => circle.name)).toEqual(['Testers', 'Large'])
    const path = `/circles/${circles[0]?.circle_id}`
    expect((await fixture.bot.get(path)).data).toEqual(circles[0])
    expect((await fixture.alia.get(path)).error?.code).toBe(404)
  })
})
