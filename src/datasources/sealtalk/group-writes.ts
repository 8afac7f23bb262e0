import { badUserInput, isGatewayError } from '../../errors.ts'
import { encodeGlobalId } from '../../global-id.ts'
import type { ChangedConversation, ConversationWrites } from '../types.ts'
import { endpoints, type SealTalkEndpoint } from './endpoints.ts'
import {
  afterChange,
  createGroupChanges,
  type GroupChangesOptions,
  type GroupPart,
  nothing,
} from './group-changes.ts'
import { changedGroup, toCreatedGroup } from './group-mapping.ts'
import {
  createMembershipWrites,
  type MembershipWritesOptions,
  requirePlainMembers,
} from './membership-writes.ts'
import type { TextRules } from './rules.ts'

export interface SealTalkGroupWritesOptions
  extends GroupChangesOptions, Pick<MembershipWritesOptions, 'readGroup'> {
  readonly texts: TextRules
}

/** Members of a new group, its owner included. */
const MAX_MEMBERS = 500

/** SealTalk spells settings as 0 and 1. */
const toNumber = (on: boolean): 0 | 1 => (on ? 1 : 0)

/** Whether the group was a favourite already. */
const isSaved = (error: unknown): boolean =>
  isGatewayError(error) && error.code === 'CONFLICT' && error.upstreamCode === 405

/**
 * Changes of groups. SealTalk says nothing of a group after a change, so each returns a reference.
 * @see docs/networks/sealtalk.md#changing-groups
 */
export const createSealTalkGroupWrites = (options: SealTalkGroupWritesOptions) => {
  const { session, texts } = options
  const send = createGroupChanges(options)

  const set = async (
    endpoint: SealTalkEndpoint,
    groupId: string,
    body: Readonly<Record<string, string | number>>,
    parts: readonly GroupPart[],
  ): Promise<ChangedConversation> => {
    await send({ endpoint, groupId, body, parts, decode: nothing })
    return changedGroup(groupId)
  }

  /** Of the two names of the field, only `bulletin` may be empty. */
  const setBulletin = (groupId: string, content: string): Promise<ChangedConversation> =>
    set(endpoints.setBulletin, groupId, content === '' ? { bulletin: '' } : { content }, ['bulletins'])

  const createGroup = (group: Parameters<ConversationWrites['createGroup']>[0]) => {
    const { conversationId, participants } = group
    if (conversationId !== null) {
      const message = 'upstreamId: SealTalk chooses the ids of groups itself; omit it.'
      throw badUserInput(message, ['upstreamId'], 'sealtalk')
    }
    const { userId: ownId } = session.check()
    const own = participants.findIndex(({ userId }) => userId === ownId)
    if (own >= 0) {
      const message = 'participants: omit yourself; you become the owner of the group.'
      throw badUserInput(message, ['participants', own, 'userId'], 'sealtalk')
    }
    if (participants.length >= MAX_MEMBERS) {
      const message = `participants: takes at most ${MAX_MEMBERS - 1} users.`
      throw badUserInput(message, ['participants'], 'sealtalk')
    }
    requirePlainMembers(participants, (index) => ['participants', index, 'role'])
    const name = texts.groupName(group.name)
    const announcement = group.announcement === null ? '' : texts.announcement(group.announcement)
    const memberIds = [ownId, ...participants.map(({ userId }) => userId)]

    return async (): Promise<ChangedConversation> => {
      const { groupId, waiting } = await send({
        endpoint: endpoints.createGroup,
        body: { name, memberIds },
        parts: [],
        decode: toCreatedGroup,
      })
      if (announcement === '') return changedGroup(groupId, waiting)
      try {
        await setBulletin(groupId, announcement)
      } catch (error) {
        const id = encodeGlobalId('sealtalk', 'conversation', groupId)
        throw afterChange(error, `The group was created as "${id}", without its announcement.`)
      }
      return changedGroup(groupId, waiting)
    }
  }

  const update: ConversationWrites['update'] = (groupId, change) => {
    const name = change.name === null ? null : texts.groupName(change.name)
    const content = change.announcement === null ? null : texts.announcement(change.announcement)

    return async () => {
      if (name !== null) await set(endpoints.renameGroup, groupId, { name }, ['groups'])
      if (content === null) return changedGroup(groupId)
      return setBulletin(groupId, content).catch((error: unknown) => {
        throw name === null ? error : afterChange(error, 'The name was changed before.')
      })
    }
  }

  const setFavorite = async (groupId: string, favorite: boolean): Promise<ChangedConversation> => {
    const endpoint = favorite ? endpoints.addFavorite : endpoints.removeFavorite
    return set(endpoint, groupId, {}, []).catch((error: unknown) => {
      if (favorite && isSaved(error)) return changedGroup(groupId)
      throw error
    })
  }

  return {
    createGroup,
    update,
    ...createMembershipWrites({ ...options, send }),
    setFavorite: (groupId, favorite) => () => setFavorite(groupId, favorite),
    setJoinApproval: (groupId, required) => () =>
      // 0 means approval, contrary to the published documentation.
      set(endpoints.setCertification, groupId, { certiStatus: toNumber(!required) }, ['groups']),
    setMemberProtection: (groupId, isProtected) => () =>
      set(endpoints.setMemberProtection, groupId, { memberProtection: toNumber(isProtected) }, ['groups']),
    muteEveryone: (groupId, muted) => () =>
      set(endpoints.muteAll, groupId, { muteStatus: toNumber(muted) }, ['groups']),
    setDisplayName(groupId, name) {
      const displayName = texts.displayName(name)
      return () => set(endpoints.setGroupDisplayName, groupId, { displayName }, ['members'])
    },
  } satisfies ConversationWrites
}
