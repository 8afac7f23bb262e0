import type { ConversationModel } from '../datasources/types.ts'
import { GatewayError } from '../errors.ts'
import type {
  ConversationPayloadResolvers,
  ConversationPreviewResolvers,
  WaitingParticipantResolvers,
} from '../generated/schema.ts'
import { mapMaybe } from '../maybe-promise.ts'
import { loadConversation, loadUser } from './reference.ts'

/** It was there for the change. */
const gone = ({ network }: ConversationModel): GatewayError =>
  new GatewayError('NOT_FOUND', 'The conversation was changed, and does not exist any more.', { network })

export const ConversationPayload: ConversationPayloadResolvers = {
  conversation: ({ conversation, isReference }, _, context, info) =>
    isReference
      ? mapMaybe(loadConversation(conversation, context, info), (loaded) => loaded ?? gone(conversation))
      : conversation,
  waiting: ({ waiting }) => waiting ?? [],
}

export const WaitingParticipant: WaitingParticipantResolvers = {
  userId: ({ user }) => user.id,
  user: ({ user }, _, context, info) => loadUser(user, context, info),
}

export const ConversationPreview: ConversationPreviewResolvers = {
  viewerIsMember: ({ memberIds }, _, { datasources }) =>
    memberIds && mapMaybe(datasources.get('mixin').account.userId(), (id) => memberIds.includes(id)),
}
