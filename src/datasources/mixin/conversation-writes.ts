import { randomUUID } from 'node:crypto'
import { badUserInput, GatewayError, isGatewayError } from '../../errors.ts'
import type { GatewayRequest } from '../../request/request.ts'
import type { Endpoint } from '../../upstream/endpoint.ts'
import type { ModelCache } from '../loading/model-cache.ts'
import type { ChangedConversation, ConversationWrites, NewParticipant } from '../types.ts'
import type { MixinAccount } from './account.ts'
import type { MixinClient } from './client.ts'
import type { Usable } from './credential.ts'
import { endpoints } from './endpoints.ts'
import { mayHaveChanged } from './errors.ts'
import { contactConversationId, requireUuid } from './ids.ts'
import type { MixinLoaders } from './loaders.ts'
import { toConversation } from './mapping.ts'
import type { MixinReads } from './reads.ts'

export interface MixinConversationWritesOptions {
  readonly client: MixinClient
  readonly reads: Pick<MixinReads, 'conversations' | 'codes'>
  readonly loaders: Pick<MixinLoaders, 'conversations' | 'codes'>
  readonly cache: ModelCache
  readonly request: GatewayRequest
  readonly account: MixinAccount
  /** Throws where the caller may not write. */
  readonly credential: () => Usable
}

const MANAGE = {
  ADD: endpoints.addParticipants,
  REMOVE: endpoints.removeParticipants,
  ROLE: endpoints.setParticipantRoles,
} as const

/** Twelve weeks. */
const MAX_DISAPPEARING_SECONDS = 7_257_600

/** Mixin spells the role MEMBER as "". */
const toBody = ({ userId, role }: NewParticipant) => ({
  user_id: userId,
  ...(role !== null && { role: role === 'MEMBER' ? '' : role }),
})

/** @param max seconds. Default: whatever an `Int` holds */
const requireSeconds = (seconds: number, max?: number): number => {
  if (seconds >= 0 && (max === undefined || seconds <= max)) return seconds
  const range = max === undefined ? '0 or more' : `from 0 to ${max}`
  throw badUserInput(`seconds: must be ${range}.`, ['seconds'], 'mixin')
}

const expired = (): GatewayError =>
  new GatewayError('NOT_FOUND', 'This code is not, or no longer, that of a group. Ask for another one.', {
    network: 'mixin',
  })

type Write = Endpoint<'/conversations'> | Endpoint<`/conversations/:id${string}`>

/**
 * Changes of conversations. Mixin responds to each with the whole conversation, which replaces the cached one.
 * @see docs/networks/mixin.md#conversations
 */
export const createMixinConversationWrites = (options: MixinConversationWritesOptions) => {
  const { client, reads, loaders, cache, request, account, credential } = options

  /** Drops the conversation from this request and from the cache entries of all viewers. */
  const invalidate = (id: string): void => {
    loaders.conversations.clear(id)
    cache.drop('conversation', id)
  }

  const send = async <Result>(
    endpoint: Write,
    id: string,
    body: unknown,
    decode: (data: unknown, asOf: string) => Result,
    writeCredential: Usable,
  ): Promise<Result> => {
    try {
      const result = await client.call(endpoint, {
        context: request,
        credential: writeCredential,
        parameters: { id },
        body,
        decode,
      })
      invalidate(id)
      return result
    } catch (error) {
      loaders.conversations.clear(id)
      if (mayHaveChanged(error)) cache.drop('conversation', id)
      else reads.conversations.deny([id], writeCredential)
      throw error
    }
  }

  const write = async (endpoint: Write, id: string, body: unknown): Promise<ChangedConversation> => {
    const writeCredential = credential()
    const conversation = await send(endpoint, id, body, toConversation, writeCredential)
    reads.conversations.put(id, writeCredential, conversation)
    return { conversation }
  }

  /** The viewer is not in it any more, so what Mixin says of it is not kept. */
  const leave = async (id: string): Promise<void> => {
    const writeCredential = credential()
    await send(endpoints.exitConversation, id, undefined, () => undefined, writeCredential)
    reads.conversations.deny([id], writeCredential)
  }

  /** The path has the code, so the conversation is known by the response, or by what was shown of it before. */
  const join = async (code: string): Promise<ChangedConversation> => {
    const writeCredential = credential()
    const shown = reads.codes.peek(code, writeCredential)
    if (shown === null) throw expired()
    try {
      const conversation = await client.call(endpoints.joinConversation, {
        context: request,
        credential: writeCredential,
        parameters: { code },
        decode: toConversation,
      })
      invalidate(conversation.upstreamId)
      reads.conversations.put(conversation.upstreamId, writeCredential, conversation)
      return { conversation }
    } catch (error) {
      if (shown && mayHaveChanged(error)) invalidate(shown.upstreamId)
      throw isGatewayError(error) && error.code === 'NOT_FOUND' ? expired() : error
    } finally {
      loaders.codes.clear(code)
      cache.drop('code', code)
    }
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
    createContact: (userId) => async () => {
      credential()
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

    createGroup:
      ({ conversationId, name, announcement, participants }) =>
      async () => {
        credential()
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

    update:
      (id, { name, announcement }) =>
      () =>
        write(endpoints.updateConversation, id, {
          ...(name !== null && { name }),
          ...(announcement !== null && { announcement }),
        }),

    manage: (id, action, participants) => () => write(MANAGE[action], id, participants.map(toBody)),
    rotateCode: (id) => () => write(endpoints.rotateConversation, id, undefined),
    leave: (id) => () => leave(id),

    joinByCode(given) {
      const code = requireUuid(given, 'code')
      return () => join(code)
    },

    mute(id, seconds) {
      const duration = requireSeconds(seconds)
      return () => write(endpoints.muteConversation, id, { duration })
    },

    setDisappearing(id, seconds) {
      const duration = requireSeconds(seconds, MAX_DISAPPEARING_SECONDS)
      return () => write(endpoints.setDisappearing, id, { duration })
    },
  } satisfies ConversationWrites
}
