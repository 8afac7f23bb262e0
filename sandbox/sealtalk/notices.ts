import { idOf } from './body.ts'
import { userOf } from './endpoint.ts'
import type { Call, Endpoint, Endpoints } from './endpoint.ts'
import { groupOf, isManager } from './groups.ts'
import { putMembers } from './membership.ts'
import { NOTICE, NOTICE_STATUS } from './model.ts'
import type { Group, Notice } from './model.ts'
import { Refusal, coded, noRight, ok } from './replies.ts'
import type { Reply } from './replies.ts'
import { bothSpellings } from './times.ts'
import type { World } from './world.ts'

const DAY_MS = 86_400_000
/** For how long somebody may answer. */
const LIFETIME_MS = 7 * DAY_MS

/** Keeps that people were added to a group, and have to agree or be approved. */
export const addNotices = (
  world: World,
  group: Group,
  { requesterId, receiverIds, type }: { requesterId: number; receiverIds: readonly number[]; type: number },
): void => {
  for (const receiverId of receiverIds) {
    const { notices } = world.state
    const isRepeated = (notice: Notice): boolean =>
      notice.groupId === group.id && notice.receiverId === receiverId && notice.type === type
    world.state.notices = notices.filter((notice) => !isRepeated(notice))
    const createdAt = world.stamp()
    world.state.notices.push({
      id: 1 + Math.max(0, ...notices.map(({ id }) => id)),
      groupId: group.id,
      requesterId,
      receiverId,
      type,
      status: NOTICE_STATUS.waiting,
      createdAt,
      expiresAt: createdAt + LIFETIME_MS,
      clearedBy: new Set(),
    })
  }
}

const statusOf = (world: World, { status, expiresAt }: Notice): number =>
  status === NOTICE_STATUS.waiting && world.clock() > expiresAt ? NOTICE_STATUS.expired : status

/** Notices go to the one who was added, or to the managers of the group. */
const isFor = (world: World, { type, groupId, receiverId }: Notice, userId: number): boolean => {
  if (type === NOTICE.asksReceiver) return receiverId === userId
  const group = world.state.groups.get(groupId)
  return group !== undefined && isManager(group, userId)
}

const noticeView = (world: World, notice: Notice) => {
  const { id, type, groupId, createdAt } = notice
  const nameOf = (userId: number) => {
    const nickname = world.state.users.get(userId)?.nickname
    return nickname === undefined ? null : { id: world.ids.encode(userId), nickname }
  }
  const group = world.state.groups.get(groupId)
  return {
    id: world.ids.encode(id),
    type,
    status: statusOf(world, notice),
    timestamp: createdAt,
    ...bothSpellings('created', createdAt),
    requester: nameOf(notice.requesterId),
    receiver: nameOf(notice.receiverId),
    group: group === undefined ? null : { id: world.ids.encode(groupId), name: group.name },
  }
}

/** The answer, as a number or, on the later server, as a text. */
const answerIn = (world: World, { body }: Call): number => {
  const { status } = body
  const [no, yes] = world.traits.answersByText ? ['0', '1'] : [0, 1]
  if (status !== no && status !== yes) throw new Refusal(400, 'Parameter status error.')
  return status === yes ? NOTICE_STATUS.agreed : NOTICE_STATUS.ignored
}

const answer = (world: World, call: Call): Reply => {
  const { body, userId } = call
  const status = answerIn(world, call)
  const receiverId = idOf(body, 'receiverId')
  const group = groupOf(world, body)
  const notice = world.state.notices.findLast(
    (one) =>
      one.groupId === group.id &&
      one.receiverId === receiverId &&
      statusOf(world, one) === NOTICE_STATUS.waiting,
  )
  if (notice === undefined) return coded(20_003, 'Not exist this notice.')
  // Where there are holes, anybody answers for the managers, the one who was added among them.
  const isAllowed = receiverId === userId || world.hasHoles || isManager(group, userId)
  if (!isAllowed) throw noRight(403, 'No permission.')
  notice.status = status
  if (status === NOTICE_STATUS.ignored) return ok()
  const asksOnlyReceiver = notice.type === NOTICE.asksReceiver && group.certiStatus === 0
  if (asksOnlyReceiver && !isManager(group, notice.requesterId)) {
    const { requesterId } = notice
    addNotices(world, group, { requesterId, receiverIds: [receiverId], type: NOTICE.asksManagers })
    return ok()
  }
  userOf(world, receiverId)
  putMembers(world, group, [receiverId], world.stamp())
  return ok()
}

/** Invitations to groups that wait for an answer. */
export const noticeEndpoints: Endpoints = (world): Endpoint[] => [
  {
    method: 'GET',
    path: '/group/notice_info',
    handle: ({ userId }) =>
      ok(
        world.state.notices
          .filter((notice) => isFor(world, notice, userId) && !notice.clearedBy.has(userId))
          .toReversed()
          .map((notice) => noticeView(world, notice)),
      ),
  },
  { method: 'POST', path: '/group/agree', handle: (call) => answer(world, call) },
  {
    method: 'POST',
    path: '/group/clear_notice',
    handle({ userId }) {
      for (const notice of world.state.notices) {
        if (isFor(world, notice, userId)) notice.clearedBy.add(userId)
      }
      return ok()
    },
  },
]
