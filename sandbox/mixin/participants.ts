import { conversationView } from './conversation-view.ts'
import type { MixinCall } from './endpoint.ts'
import { MixinError, invalidField } from './errors.ts'
import { participantList } from './fields.ts'
import type { NamedParticipant } from './fields.ts'
import { isOwner, requireManager } from './membership.ts'
import type { Conversation } from './model.ts'
import { toMicroseconds } from './time.ts'

type Change = (call: MixinCall, conversation: Conversation, named: readonly NamedParticipant[]) => void

/** Present members stay as they are; a re-added one joins anew. */
const add: Change = (call, conversation, named) => {
  const { participants } = conversation
  if (named.some(({ role }) => role === 'ADMIN') && !isOwner(call, conversation)) throw new MixinError(403)
  const newcomers = named.filter(({ userId }) => !participants.has(userId))
  const newIds = new Set(newcomers.map(({ userId }) => userId))
  if (participants.size + newIds.size > call.world.traits.groupSize) throw new MixinError(20116)
  for (const { userId, role } of newcomers) {
    participants.set(userId, { role, createdAt: toMicroseconds(call.world.stamp()) })
  }
}

/** An administrator removes plain members, and may leave; nobody removes the owner. */
const remove: Change = (call, conversation, named) => {
  const { participants } = conversation
  const mayRemove = (userId: string): boolean => {
    const role = participants.get(userId)?.role
    if (role === 'OWNER') return false
    return role !== 'ADMIN' || isOwner(call, conversation) || userId === call.caller.userId
  }
  if (!named.every(({ userId }) => mayRemove(userId))) throw new MixinError(403)
  for (const { userId } of named) participants.delete(userId)
}

const setRoles: Change = (call, conversation, named) => {
  const { participants } = conversation
  if (!isOwner(call, conversation)) throw new MixinError(403)
  for (const { userId } of named) {
    const role = participants.get(userId)?.role
    if (role === undefined) throw invalidField('participants', `${userId} is not in the group`)
    if (role === 'OWNER') throw invalidField('participants', 'the owner keeps its role')
  }
  for (const { userId, role } of named) {
    const participant = participants.get(userId)
    if (participant !== undefined) participant.role = role
  }
}

const CHANGES: ReadonlyMap<string, Change> = new Map([
  ['ADD', add],
  ['REMOVE', remove],
  ['ROLE', setRoles],
])

/** `POST /conversations/:id/participants/:action`: all named ones, or none of them. */
export const changeParticipants = (call: MixinCall): unknown => {
  const change = CHANGES.get(call.request.param('action'))
  if (change === undefined) throw new MixinError(404)
  const conversation = requireManager(call, call.request.param('id'))
  change(call, conversation, participantList(call, call.json()))
  return conversationView(call.world, call.caller, conversation)
}
