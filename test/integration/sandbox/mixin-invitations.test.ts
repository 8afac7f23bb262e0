import { describe, expect, it } from 'vitest'
import { send } from './mixin-client.ts'
import { useMixin } from './mixin-fixture.ts'
import type { WireConversation } from './mixin-wire.ts'

const fixture = useMixin()
const lookUp = (code: string) => send(fixture.mixin.url, 'GET', `/codes/${code}`, {})

describe('a code', () => {
  it('shows a group to anybody, without a credential', async () => {
    const { foreignGroupId, foreignGroupCodeId } = fixture.mixin.examples
    const { data } = await lookUp(foreignGroupCodeId)
    expect(data).toMatchObject({ type: 'conversation', conversation_id: foreignGroupId, name: 'Elsewhere' })
    expect((data as WireConversation).participants).toHaveLength(7)
  })

  it('shows a person where it is that of one', async () => {
    const me = (await fixture.bot.get('/me')).data as { code_id: string; user_id: string }
    expect((await lookUp(me.code_id)).data).toMatchObject({
      type: 'user',
      user_id: me.user_id,
      relationship: '',
    })
  })

  it('is unknown once it was replaced', async () => {
    const { groupId } = fixture.mixin.examples
    const before = (await fixture.bot.get(`/conversations/${groupId}`)).data as WireConversation
    await fixture.bot.post(`/conversations/${groupId}/rotate`)
    expect((await lookUp(before.code_id)).error?.code).toBe(404)
    expect((await fixture.bot.post(`/conversations/${before.code_id}/join`)).error?.code).toBe(404)
  })
})

describe('joining and leaving', () => {
  it('are by code and by id, and change the members', async () => {
    const { foreignGroupId, foreignGroupCodeId, botId } = fixture.mixin.examples
    const joined = (await fixture.bot.post(`/conversations/${foreignGroupCodeId}/join`)).data
    expect((joined as WireConversation).participants.map(({ user_id: id }) => id)).toContain(botId)
    expect((await fixture.bot.post(`/conversations/${foreignGroupCodeId}/join`)).data).toEqual(joined)
    expect((await fixture.bot.post(`/conversations/${foreignGroupId}/exit`)).error).toBeUndefined()
    expect((await fixture.bot.get(`/conversations/${foreignGroupId}`)).error?.code).toBe(403)
    expect((await fixture.bot.post(`/conversations/${foreignGroupId}/exit`)).error?.code).toBe(403)
  })

  it('are refused for contacts, and to users’ tokens', async () => {
    const { contactConversationId, foreignGroupCodeId } = fixture.mixin.examples
    expect((await fixture.bot.post(`/conversations/${contactConversationId}/exit`)).error?.code).toBe(403)
    expect((await fixture.alia.post(`/conversations/${foreignGroupCodeId}/join`)).error?.code).toBe(403)
  })
})

describe('disappearing messages', () => {
  it('take seconds up to twelve weeks', async () => {
    const { groupId, group250Id } = fixture.mixin.examples
    const set = (duration: unknown, id: string = groupId) =>
      fixture.bot.post(`/conversations/${id}/disappear`, { duration })
    expect((await set(7_257_600)).data).toMatchObject({ expire_in: 7_257_600 })
    expect((await set(0)).data).toMatchObject({ expire_in: 0 })
    for (const wrong of [-1, 7_257_601, '60', undefined]) expect((await set(wrong)).error?.code).toBe(10002)
    expect((await set(60, group250Id)).error?.code).toBe(403)
  })
})
