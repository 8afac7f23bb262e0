import { GatewayError, isGatewayError } from '../../errors.ts'
import type { MaybePromise } from '../../maybe-promise.ts'
import type { GatewayRequest } from '../../request/request.ts'
import type { CachedReads } from '../loading/cached-reads.ts'
import type { Membership } from '../rights.ts'
import type { ConversationModel, ParticipantModel, UserModel } from '../types.ts'
import type { SealTalkReads } from './reads.ts'
import type { OpenSession, RequestSession } from './session.ts'

/** The account's role in groups. */
export interface SealTalkMemberships {
  /** As the list of the account's groups tells it. One call for all groups of a request. */
  listed(conversation: ConversationModel): MaybePromise<Membership>
  /** As it is now, at most 5 s old. Throws FORBIDDEN or NOT_FOUND where the account does not see the members. */
  now(groupId: string): Promise<Membership>
  /** Whether only the owner and admins may send messages now. */
  isEveryoneMuted(groupId: string): Promise<boolean>
}

export interface SealTalkMembershipsOptions {
  readonly reads: Pick<SealTalkReads, 'groups' | 'members'>
  readonly request: GatewayRequest
  readonly session: RequestSession
  /** A group of the account's own, by the list of all of them; null for another one. */
  readonly findOwn: (groupId: string) => Promise<ConversationModel | null>
  readonly membersOf: (groupId: string) => Promise<readonly ParticipantModel[]>
}

const noSuchGroup = (): GatewayError =>
  new GatewayError('NOT_FOUND', 'SealTalk has no such group.', { network: 'sealtalk' })

const isMissingCall = (error: unknown): boolean => isGatewayError(error) && error.code === 'UNSUPPORTED'

/** How the later server may refuse the members to those who are not among them: the id was checked before. */
const isWrongParameter = (error: unknown): boolean => isGatewayError(error) && error.upstreamCode === 1001

/**
 * A group of the account's list with the account's role in it. The server keeps the list for an hour, whatever becomes of
 * roles, so that members and an owner who were read lately decide.
 */
export const withLatestRole = (
  group: ConversationModel,
  reads: Pick<SealTalkReads, 'groups' | 'members'>,
  own: OpenSession,
): ConversationModel => {
  const { upstreamId: id, viewerRole } = group
  if (viewerRole === undefined) return group
  const isOwn = ({ upstreamId }: UserModel): boolean => upstreamId === own.userId
  const member = reads.members.peek(id, own)?.find(({ user }) => isOwn(user))
  if (member) return { ...group, viewerRole: member.role }
  const creator = reads.groups.peek(id, own)?.creator
  if (!creator) return group
  if (isOwn(creator)) return { ...group, viewerRole: 'OWNER' }
  return viewerRole === 'OWNER' ? { ...group, viewerRole: 'MEMBER' } : group
}

export const createSealTalkMemberships = (options: SealTalkMembershipsOptions): SealTalkMemberships => {
  const { reads, request, session, findOwn, membersOf } = options

  const roleIn = async (group: ConversationModel, members: () => Promise<readonly ParticipantModel[]>) => {
    if (group.viewerRole !== undefined) return group.viewerRole
    // A list without roles: the members have them.
    const { userId } = await session.require()
    if (group.creator?.upstreamId === userId) return 'OWNER'
    return (await members()).find(({ user }) => user.upstreamId === userId)?.role ?? null
  }

  const find = async ({ upstreamId }: ConversationModel): Promise<Membership> => {
    const group = await findOwn(upstreamId)
    return group && { role: await roleIn(group, () => membersOf(upstreamId)) }
  }

  /** A fresh entry, or what the server says. Null where there is none. */
  const readNow = async <Value extends object>(
    of: CachedReads<OpenSession, Value>,
    id: string,
  ): Promise<Value | null> => {
    const own = await session.require()
    const known = of.peek(id, own)
    if (known !== undefined) return known
    const [found = null] = await of.fetch([id], own, request)
    if (found instanceof Error) throw found
    return found
  }

  return {
    listed: (conversation) =>
      conversation.viewerRole === undefined ? find(conversation) : { role: conversation.viewerRole },

    async now(groupId) {
      try {
        const members = await readNow(reads.members, groupId)
        if (!members) throw noSuchGroup()
        const { userId } = await session.require()
        return members.find(({ user }) => user.upstreamId === userId) ?? null
      } catch (error) {
        if (isWrongParameter(error)) return null
        if (!isMissingCall(error)) throw error
        const group = await findOwn(groupId)
        return group && { role: await roleIn(group, () => Promise.resolve([])) }
      }
    },

    async isEveryoneMuted(groupId) {
      const group = await readNow(reads.groups, groupId).catch((error: unknown) => {
        if (isMissingCall(error)) return findOwn(groupId)
        throw error
      })
      return group?.isEveryoneMuted === true
    },
  }
}
