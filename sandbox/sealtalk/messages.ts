import { idOf } from './body.ts'
import type { Body } from './body.ts'
import type { Call, Endpoint, Endpoints } from './endpoint.ts'
import { FRIENDSHIP, membershipOf } from './model.ts'
import { Refusal, crash, missing, ok } from './replies.ts'
import type { Reply } from './replies.ts'
import type { World } from './world.ts'

const textOf = (body: Body, field: string): string => {
  const text = body[field]
  if (text === undefined) throw missing('length')
  if (typeof text !== 'string') throw crash(`${field}.substr is not a function`)
  return text
}

/** Whether everyone is muted does not matter to the server: the IM cloud mutes clients, not servers. */
const maySend = (world: World, userId: number, type: string, targetId: number): boolean => {
  if (type === 'PRIVATE') {
    return world.state.friendships.get(userId)?.get(targetId)?.status === FRIENDSHIP.friends
  }
  const group = world.state.groups.get(targetId)
  return type === 'GROUP' && group !== undefined && membershipOf(group, userId) !== undefined
}

const send = (world: World, { body, userId }: Call): Reply => {
  const conversationType = textOf(body, 'conversationType')
  const targetId = idOf(body, 'targetId')
  const [objectName, content] = [textOf(body, 'objectName'), textOf(body, 'content')]
  if (!maySend(world, userId, conversationType, targetId)) {
    throw new Refusal(403, 'Only friends and group members can send messages.')
  }
  const sent = {
    senderId: world.ids.encode(userId),
    conversationType,
    targetId: world.ids.encode(targetId),
    objectName,
    content,
  }
  world.state.sentMessages = [...world.state.sentMessages, sent]
  return ok()
}

/** Sending messages through the server, which keeps none. */
export const messageEndpoints: Endpoints = (world): Endpoint[] => [
  { method: 'POST', path: '/misc/send_message', handle: (call) => send(world, call) },
]
