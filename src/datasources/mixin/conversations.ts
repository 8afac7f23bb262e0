import { UnexpectedShape } from '../../upstream/json-readers.ts'
import { mapMaybe, type MaybePromise } from '../../maybe-promise.ts'
import { firstRefusal } from '../rights.ts'
import type {
  ConversationModel,
  ConversationPreviewModel,
  ConversationSource,
  ConversationWrites,
  ParticipantModel,
} from '../types.ts'
import { createMixinConversationWrites, type MixinConversationWritesOptions } from './conversation-writes.ts'
import { noUsableResponse } from './errors.ts'
import { contactConversationId, requireUuid } from './ids.ts'
import type { MixinLoaders } from './loaders.ts'
import { type MixinRights, requireBot } from './rights.ts'

export interface MixinConversationsOptions extends MixinConversationWritesOptions {
  readonly loaders: Pick<MixinLoaders, 'conversations' | 'codes'>
  readonly rights: MixinRights
}

export interface MixinConversations extends ConversationSource {
  readonly writes: ConversationWrites
  /** What a group shows whoever has its code, a UUID; null for none, and for a code of another kind. */
  preview(code: string): MaybePromise<ConversationPreviewModel | null>
}

/**
 * Conversations, which Mixin sends with their participants and sessions.
 * @see docs/networks/mixin.md#conversations
 */
export const createMixinConversations = (options: MixinConversationsOptions): MixinConversations => {
  const { loaders, reads, account, credential, rights } = options

  /** Mixin sends them with the conversation, unless none of them could be read. */
  const participantsOf = ({ participants }: ConversationModel): readonly ParticipantModel[] => {
    if (participants) return participants
    throw noUsableResponse('read', true, new UnexpectedShape('no row of participants can be read'))
  }

  /** A conversation that a list names may have its ids only: loading it again tells why. */
  const wholeOf = (conversation: ConversationModel): MaybePromise<ConversationModel | null> =>
    conversation.asOf === undefined ? loaders.conversations.load(conversation.upstreamId) : conversation

  const membersOf = (conversation: ConversationModel): MaybePromise<readonly ParticipantModel[]> =>
    mapMaybe(wholeOf(conversation), (whole) => (whole ? participantsOf(whole) : []))

  return {
    load: (id) => loaders.conversations.load(id),
    participants: membersOf,
    async viewerRole(conversation) {
      const viewerId = await account.userId()
      const members = await membersOf(conversation)
      return members.find(({ user }) => user.upstreamId === viewerId)?.role ?? null
    },
    async withUser(userId) {
      const viewerId = await account.userId()
      return viewerId === userId ? null : loaders.conversations.load(contactConversationId(viewerId, userId))
    },
    mayDo: (action, conversation) => rights.shown(action, conversation),
    mayDoNow(actions, id) {
      const known = reads.conversations.peek(id, credential())
      return firstRefusal(actions, (action) => rights.now(action, known))
    },
    preview: (code) => loaders.codes.load(requireUuid(code, 'code')),
    writes: createMixinConversationWrites({ ...options, credential: () => requireBot(credential()) }),
  }
}
