import { randomUUID } from 'node:crypto'
import { badUserInput, GatewayError, isGatewayError } from '../../errors.ts'
import type { GatewayRequest } from '../../request/request.ts'
import type { Endpoint } from '../../upstream/endpoint.ts'
import { UnexpectedShape } from '../../upstream/json-readers.ts'
import type {
  ConversationModel,
  ConversationSource,
  ConversationWrites,
  NewParticipant,
  ParticipantModel,
} from '../types.ts'
import type { MixinAccount } from './account.ts'
import type { ModelCache } from '../loading/model-cache.ts'
import type { MixinClient } from './client.ts'
import type { Usable } from './credential.ts'
import { endpoints } from './endpoints.ts'
import { noUsableResponse } from './errors.ts'
import { contactConversationId } from './ids.ts'
import { toConversation } from './mapping.ts'
import type { MixinLoaders } from './loaders.ts'
import type { MixinReads } from './reads.ts'

export interface MixinConversationsOptions {
  readonly client: MixinClient
  readonly reads: Pick<MixinReads, 'conversations'>
  readonly loaders: Pick<MixinLoaders, 'conversations' | 'circles'>
  readonly cache: ModelCache
  readonly request: GatewayRequest
  readonly account: MixinAccount
  readonly credential: () => Usable
}

const MANAGE = {
  ADD: endpoints.addParticipants,
  REMOVE: endpoints.removeParticipants,
  ROLE: endpoints.setParticipantRoles,
} as const

/** Not if the call was refused: then others keep their entries, whoever names the conversation. */
const mayHaveChanged = (error: unknown): boolean =>
  !isGatewayError(error) || error.code === 'OUTCOME_UNKNOWN' || error.code === 'UPSTREAM_ERROR'

/** Mixin spells the role MEMBER as "". */
const toBody = ({ userId, role }: NewParticipant) => ({
  user_id: userId,
  ...(role !== null && { role: role === 'MEMBER' ? '' : role }),
})

/**
 * Conversations, which Mixin sends with their participants and sessions. The response to a write has the whole
 * conversation and replaces the cached one.
 * @see docs/networks/mixin.md#conversations
 */
export const createMixinConversations = (
  options: MixinConversationsOptions,
): ConversationSource & { readonly writes: ConversationWrites } => {
  const { client, reads, loaders, cache, request, account, credential } = options

  /** Drops the conversation from this request and from the cache entries of all viewers. */
  const invalidate = (id: string): void => {
    loaders.conversations.clear(id)
    cache.drop('conversation', id)
  }

  const write = async (
    endpoint: Endpoint<'/conversations'> | Endpoint<`/conversations/:id${string}`>,
    id: string,
    body: unknown,
  ): Promise<ConversationModel> => {
    const writeCredential = credential()
    try {
      const conversation = await client.call(endpoint, {
        context: request,
        credential: writeCredential,
        parameters: { id },
        body,
        decode: toConversation,
      })
      invalidate(id)
      reads.conversations.put(id, writeCredential, conversation)
      return conversation
    } catch (error) {
      loaders.conversations.clear(id)
      if (mayHaveChanged(error)) cache.drop('conversation', id)
      else reads.conversations.deny([id], writeCredential)
      throw error
    }
  }

  /** Mixin sends them with the conversation, unless none of them could be read. */
  const participantsOf = ({ participants }: ConversationModel): readonly ParticipantModel[] => {
    if (participants) return participants
    throw noUsableResponse('read', true, new UnexpectedShape('no row of participants can be read'))
  }

  const rejectViewer = async (participants: readonly NewParticipant[]): Promise<void> => {
    const viewerId = await account.userId()
    const place = participants.findIndex(({ userId }) => userId === viewerId)
    if (place >= 0) {
      const message = 'participants: omit yourself; you become the owner of the group.'
      throw badUserInput(message, ['participants', place, 'userId'], 'mixin')
    }
  }

  return {
    load: (id) => loaders.conversations.load(id),
    participants: participantsOf,
    async viewerRole(conversation) {
      const viewerId = await account.userId()
      return participantsOf(conversation).find(({ user }) => user.upstreamId === viewerId)?.role ?? null
    },
    async withUser(userId) {
      const viewerId = await account.userId()
      return viewerId === userId ? null : loaders.conversations.load(contactConversationId(viewerId, userId))
    },
    circleNames: async () => (await loaders.circles.load('all')) ?? new Map<string, string | null>(),
    writes: {
      async createContact(userId) {
        const viewerId = await account.userId()
        if (viewerId === userId)
          throw badUserInput('userId: this is your own id; send the other user’s id.', ['userId'], 'mixin')
        const conversationId = contactConversationId(viewerId, userId)
        return write(endpoints.createConversation, conversationId, {
          category: 'CONTACT',
          conversation_id: conversationId,
          participants: [{ user_id: userId }],
        })
      },
      async createGroup({ conversationId, name, announcement, participants }) {
        await rejectViewer(participants)
        const id = conversationId ?? randomUUID()
        try {
          return await write(endpoints.createConversation, id, {
            category: 'GROUP',
            conversation_id: id,
            name,
            participants: participants.map(toBody),
            ...(announcement !== null && { announcement }),
          })
        } catch (error) {
          if (!isGatewayError(error) || error.code !== 'OUTCOME_UNKNOWN') throw error
          const { code, network, cause } = error
          const message = `${error.message} To retry safely, send upstreamId "${id}".`
          throw new GatewayError(code, message, { network, cause })
        }
      },
      update: (id, { name, announcement }) =>
        write(endpoints.updateConversation, id, {
          ...(name !== null && { name }),
          ...(announcement !== null && { announcement }),
        }),
      manage: (id, action, participants) => write(MANAGE[action], id, participants.map(toBody)),
      rotateCode: (id) => write(endpoints.rotateConversation, id, undefined),
    },
  }
}
