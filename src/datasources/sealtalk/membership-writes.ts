import { type ArgumentPath, badUserInput, GatewayError } from '../../errors.ts'
import type { ChangedConversation, ConversationModel, ConversationWrites, NewParticipant } from '../types.ts'
import { endpoints } from './endpoints.ts'
import { type GroupPart, nothing, type SendGroupChange } from './group-changes.ts'
import { changedGroup, toWaiting } from './group-mapping.ts'
import type { RequestSession } from './session.ts'

export interface MembershipWritesOptions {
  readonly session: RequestSession
  readonly send: SendGroupChange
  /** As it is now, not as it was cached; null where there is none. */
  readonly readGroup: (groupId: string) => Promise<ConversationModel | null>
}

type Action = Parameters<ConversationWrites['manage']>[1]

const ENDPOINTS = { ADD: endpoints.addMembers, REMOVE: endpoints.removeMembers } as const

/** Member counts are of the group. */
const MEMBERSHIP: readonly GroupPart[] = ['groups', 'members']
const EVERYTHING: readonly GroupPart[] = ['groups', 'members', 'bulletins']

/** Throws BAD_USER_INPUT for a role that a new member cannot have at once. */
export const requirePlainMembers = (
  participants: readonly NewParticipant[],
  placeOf: (index: number) => ArgumentPath,
): void => {
  const index = participants.findIndex(({ role }) => role === 'ADMIN')
  if (index < 0) return
  const message = 'role: SealTalk adds ordinary members only. Use setParticipantRoles afterwards.'
  throw badUserInput(message, placeOf(index), 'sealtalk')
}

/** The role for all. Throws BAD_USER_INPUT where they differ: SealTalk has a call for each role. */
const oneRoleOf = (participants: readonly NewParticipant[]): NewParticipant['role'] => {
  const role = participants[0]?.role ?? null
  const index = participants.findIndex((participant) => participant.role !== role)
  if (index < 0) return role
  const message = 'role: SealTalk sets one role per call. Send the other users in another mutation.'
  throw badUserInput(message, ['participants', index, 'role'], 'sealtalk')
}

/** Joining skips the approval of every server. */
const needsApproval = (): GatewayError =>
  new GatewayError(
    'FORBIDDEN',
    'This group needs the approval of its owner or an admin. Ask a member to add you.',
    { network: 'sealtalk' },
  )

const notFound = (): GatewayError =>
  new GatewayError('NOT_FOUND', 'SealTalk has no such group.', { network: 'sealtalk' })

/** Who is in a group. */
export const createMembershipWrites = ({ session, send, readGroup }: MembershipWritesOptions) => {
  const rejectOwn = (userId: string, place: ArgumentPath, advice: string): void => {
    if (userId !== session.check().userId) return
    throw badUserInput(`${String(place[0])}: this is your own account. ${advice}`, place, 'sealtalk')
  }

  const manage = (
    groupId: string,
    action: Action,
    participants: readonly NewParticipant[],
    argument: 'userIds' | 'participants',
  ) => {
    const placeOf = (index: number): ArgumentPath =>
      argument === 'userIds' ? [argument, index] : [argument, index, 'userId']
    if (action === 'ADD') requirePlainMembers(participants, (index) => [argument, index, 'role'])
    if (action === 'REMOVE') {
      participants.forEach(({ userId }, index) => rejectOwn(userId, placeOf(index), 'Use leaveConversation.'))
    }
    const role = action === 'ROLE' ? oneRoleOf(participants) : null
    const roles = role === 'ADMIN' ? endpoints.setManagers : endpoints.removeManagers
    const memberIds = participants.map(({ userId }) => userId)

    return async (): Promise<ChangedConversation> => {
      const waiting = await send({
        endpoint: action === 'ROLE' ? roles : ENDPOINTS[action],
        groupId,
        body: { memberIds },
        parts: action === 'ROLE' ? ['members'] : MEMBERSHIP,
        decode: action === 'ADD' ? toWaiting : () => [],
      })
      return changedGroup(groupId, waiting)
    }
  }

  const join = async (groupId: string): Promise<ChangedConversation> => {
    const group = await readGroup(groupId)
    if (!group) throw notFound()
    if (group.joinNeedsApproval !== false) throw needsApproval()
    await send({ endpoint: endpoints.joinGroup, groupId, parts: MEMBERSHIP, decode: nothing })
    return changedGroup(groupId)
  }

  return {
    manage,
    leave: (groupId) => () =>
      send({ endpoint: endpoints.quitGroup, groupId, parts: MEMBERSHIP, decode: nothing }),
    joinById: (groupId) => () => join(groupId),
    transfer(groupId, userId) {
      rejectOwn(userId, ['userId'], 'Name another member.')
      return async () => {
        await send({
          endpoint: endpoints.transferGroup,
          groupId,
          body: { userId },
          parts: MEMBERSHIP,
          decode: nothing,
        })
        return changedGroup(groupId)
      }
    },
    dismiss: (groupId) => () =>
      send({ endpoint: endpoints.dismissGroup, groupId, parts: EVERYTHING, decode: nothing }),
  } satisfies Partial<ConversationWrites>
}
