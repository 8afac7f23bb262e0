import { describe, expect, it } from 'vitest'
import type { Usable } from '../../../../src/datasources/mixin/credential.ts'
import { userReference } from '../../../../src/datasources/mixin/mapping.ts'
import { createMixinRights } from '../../../../src/datasources/mixin/rights.ts'
import type { ConversationModel, ParticipantRole } from '../../../../src/datasources/types.ts'

const BOT = '11efbb75-e7fe-44d7-a14f-698535289310'
const OTHER = 'e8e8cd79-cd40-4796-8c54-3a13cfe50115'

const bot: Usable = {
  kind: 'bot',
  access: 'full',
  keyed: false,
  scope: 'bot:x',
  caller: 'a test',
  group: undefined,
  address: undefined,
}
const rights = createMixinRights({ credential: () => bot, appId: BOT })

const conversation = (
  role: ParticipantRole | null | undefined,
  more: Partial<ConversationModel> = {},
): ConversationModel => ({
  __typename: 'Conversation',
  id: 'mixin:conversation:g',
  network: 'mixin',
  upstreamId: 'g',
  category: 'GROUP',
  participants: [OTHER, ...(role === undefined ? [] : [BOT])].map((userId) => ({
    user: userReference(userId),
    role: userId === BOT ? (role ?? null) : 'OWNER',
    createdAt: null,
    sessions: null,
    displayName: null,
  })),
  ...more,
})

describe('rights in a conversation of Mixin', () => {
  it('leave to Mixin what is not known, and what lists everyone but the bot', () => {
    expect(rights.now('rename', undefined)).toBeNull()
    expect(rights.now('rename', conversation(undefined))).toBeNull()
    const { participants: _, ...unreadable } = conversation('MEMBER')
    expect(rights.now('rename', unreadable)).toBeNull()
  })

  it('show nothing to whoever is not listed, nor where nobody can be read', () => {
    const { participants: _, ...unreadable } = conversation('OWNER')

    expect(rights.shown('message', conversation(undefined))?.code).toBe('FORBIDDEN')
    expect(rights.shown('message', unreadable)?.code).toBe('FORBIDDEN')
  })

  it('take a role that nobody knows for that of a member', () => {
    expect(rights.shown('leave', conversation(null))).toBeNull()
    expect(rights.shown('rename', conversation(null))?.code).toBe('FORBIDDEN')
  })

  it('take a category that nobody knows for a group', () => {
    expect(rights.shown('rename', conversation('ADMIN', { category: null }))).toBeNull()
    expect(rights.shown('rename', conversation('ADMIN', { category: 'CONTACT' }))?.code).toBe('FORBIDDEN')
  })
})
