import { GatewayError } from '../../errors.ts'
import type { GatewayRequest } from '../../request/request.ts'
import { createLoader } from '../loading/loader.ts'
import type { Change } from '../types.ts'
import type { SealTalkClient } from './client.ts'
import { endpoints } from './endpoints.ts'
import { createGroupChanges, nothing } from './group-changes.ts'
import type { SealTalkGroups } from './groups.ts'
import { type GroupNoticeModel, toNotices } from './notice-mapping.ts'
import type { RequestSession } from './session.ts'

/** Invitations to groups that wait for an answer. @see docs/networks/sealtalk.md#notices-of-groups */
export interface SealTalkNotices {
  /** Newest first. Fetched once a request. */
  all(): Promise<readonly GroupNoticeModel[]>
  /**
   * Answers the notice about a user who was added to a group. Reads the notices first and, unless it asks the account
   * itself, the account's role. Throws NOT_FOUND, CONFLICT or FORBIDDEN, with nothing sent.
   */
  answer(groupId: string, receiverId: string, agree: boolean): Change<GroupNoticeModel>
}

export interface SealTalkNoticesOptions {
  readonly client: SealTalkClient
  readonly request: GatewayRequest
  readonly session: RequestSession
  readonly conversations: SealTalkGroups
}

const refused = (code: 'NOT_FOUND' | 'CONFLICT' | 'FORBIDDEN', message: string): GatewayError =>
  new GatewayError(code, message, { network: 'sealtalk' })

/**
 * The notice about a user that waits: of the receiver's own one that asks the receiver, if there is one, since somebody who
 * was added may have to be approved too.
 */
const findNotice = (
  notices: readonly GroupNoticeModel[],
  { groupId, receiverId, isOwn }: { groupId: string; receiverId: string; isOwn: boolean },
): GroupNoticeModel => {
  const about = notices.filter(
    ({ conversation, receiver }) =>
      conversation?.upstreamId === groupId && receiver?.upstreamId === receiverId,
  )
  const waiting = about.filter(({ state }) => state === 'WAITING')
  const wanted = isOwn ? 'ASKS_ME' : 'ASKS_MANAGER'
  const notice = waiting.find(({ kind }) => kind === wanted) ?? waiting[0]
  if (notice) return notice
  const [newest] = about
  if (!newest) throw refused('NOT_FOUND', 'The account has no such group notice.')
  throw newest.state === 'EXPIRED'
    ? refused('CONFLICT', 'This group notice has expired. Ask a member to add the user again.')
    : refused('CONFLICT', 'This group notice was answered already.')
}

export const createSealTalkNotices = (options: SealTalkNoticesOptions): SealTalkNotices => {
  const { client, request, session, conversations } = options
  const send = createGroupChanges({ ...options, known: conversations.known })

  /** One entry, `all`. */
  const lists = createLoader<readonly GroupNoticeModel[]>({
    name: 'sealtalk group notices',
    async loadBatch() {
      const own = await session.require()
      const call = { context: request, caller: request.caller, session: own, decode: toNotices }
      return [await client.call(endpoints.groupNotices, call)]
    },
  })
  const all = async (): Promise<readonly GroupNoticeModel[]> => (await lists.load('all')) ?? []

  /** Older servers let anybody answer for anybody, and those who were added for the managers. */
  const requireAnswerer = async ({ kind }: GroupNoticeModel, groupId: string, isOwn: boolean) => {
    if (kind === 'ASKS_ME') {
      if (isOwn) return
      throw refused('FORBIDDEN', 'Only the user who was added can answer this notice.')
    }
    // The same people who decide whether joining needs an approval.
    const refusal = await conversations.mayDoNow(['setJoinApproval'], groupId)
    if (refusal) throw refusal
  }

  return {
    all,
    answer: (groupId, receiverId, agree) => async () => {
      const isOwn = receiverId === session.check().userId
      const notice = findNotice(await all(), { groupId, receiverId, isOwn })
      await requireAnswerer(notice, groupId, isOwn)
      const status = agree ? 1 : 0
      try {
        await send({
          endpoint: endpoints.answerNotice,
          groupId,
          // The later server wants a text.
          body: { receiverId, status: client.generation() === 'later' ? String(status) : status },
          parts: ['groups', 'members'],
          decode: nothing,
        })
      } finally {
        lists.clear('all')
      }
      return { ...notice, state: agree ? 'AGREED' : 'IGNORED' }
    },
  }
}
