import type { Route } from '../upstream.ts'
import { codeUrl, conversationView, personCode } from './conversation-view.ts'
import { answerWith } from './endpoint.ts'
import type { MixinCall, MixinEndpoint } from './endpoint.ts'
import { MixinError } from './errors.ts'
import { requireMember } from './membership.ts'
import type { Conversation } from './model.ts'
import { toMicroseconds } from './time.ts'
import type { World } from './world.ts'

/** The group behind a code; a replaced code is as good as unknown. */
const groupOfCode = (world: World, code: string): Conversation | undefined =>
  code === '' ? undefined : [...world.conversations.values()].find(({ codeId }) => codeId === code)

/** What anyone sees who knows the code of a group. */
const invitationView = ({
  conversationId,
  creatorId,
  name,
  iconUrl,
  createdAt,
  codeId,
  participants,
}: Conversation) => ({
  type: 'conversation',
  conversation_id: conversationId,
  creator_id: creatorId,
  category: 'GROUP',
  name,
  icon_url: iconUrl,
  announcement: '',
  created_at: createdAt,
  code_id: codeId,
  code_url: codeUrl(codeId),
  participants: [...participants].map(([userId, { role, createdAt: joinedAt }]) => ({
    type: 'participant',
    user_id: userId,
    role,
    created_at: joinedAt,
  })),
})

const lookUp = (world: World, code: string): unknown => {
  const group = groupOfCode(world, code)
  if (group) return invitationView(group)
  const person = [...world.people.values()].find(({ userId }) => personCode(world, userId) === code)
  if (person === undefined) throw new MixinError(404)
  const { userId, identityNumber, fullName, avatarUrl } = person
  return {
    type: 'user',
    user_id: userId,
    identity_number: identityNumber,
    full_name: fullName,
    avatar_url: avatarUrl,
    relationship: '',
  }
}

/** `GET /codes/:id`: needs no credential. */
export const codeRoute = (world: () => World): Route => ({
  method: 'GET',
  path: '/codes/:id',
  handle: (request) => answerWith(() => lookUp(world(), request.param('id'))),
})

/** The path has the code, not the id. Members who join again stay as they are. */
const join = (call: MixinCall): unknown => {
  const { world, caller, request } = call
  const group = groupOfCode(world, request.param('id'))
  if (group === undefined) throw new MixinError(404)
  const { participants } = group
  if (!participants.has(caller.userId)) {
    if (participants.size >= world.traits.groupSize) throw new MixinError(20116)
    participants.set(caller.userId, { role: '', createdAt: toMicroseconds(world.stamp()) })
  }
  return conversationView(world, caller, group)
}

/** Whoever is left stays; nobody becomes the owner in place of one who leaves. */
const exit = (call: MixinCall): unknown => {
  const { world, caller, request } = call
  const { conversation } = requireMember(call, request.param('id'))
  if (conversation.category === 'CONTACT') throw new MixinError(403)
  conversation.participants.delete(caller.userId)
  return conversationView(world, caller, conversation)
}

/** Coming into groups and going out of them. */
export const invitationEndpoints: readonly MixinEndpoint[] = [
  { method: 'POST', path: '/conversations/:id/join', access: 'bot', handle: join },
  { method: 'POST', path: '/conversations/:id/exit', access: 'bot', handle: exit },
]
