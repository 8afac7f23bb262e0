import type { GroupNoticeResolvers } from '../generated/schema.ts'
import { loadConversation, loadUser } from './reference.ts'

export const GroupNotice: GroupNoticeResolvers = {
  conversation: (notice, _, context, info) => loadConversation(notice.conversation, context, info),
  requester: (notice, _, context, info) => loadUser(notice.requester, context, info),
  receiver: (notice, _, context, info) => loadUser(notice.receiver, context, info),
}
