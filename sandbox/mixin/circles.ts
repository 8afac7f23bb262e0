import { isJsonObject } from '../response.ts'
import { contactConversationId } from './conversation-id.ts'
import { circleItemView, circleView } from './conversation-view.ts'
import type { MixinCall, MixinEndpoint } from './endpoint.ts'
import { MixinError, invalidField } from './errors.ts'
import { isUuid, objectBody, textField } from './fields.ts'
import { contactOf, requireMember } from './membership.ts'
import type { Circle, CircleItem } from './model.ts'

const MAX_CIRCLES = 64
const MAX_CIRCLES_OF_CONVERSATION = 5
const MAX_PAGE = 500
const MAX_NAME = 512

const ownCircles = ({ world, caller }: MixinCall): Circle[] =>
  world.circles.filter((circle) => circle.userId === caller.userId)

const requireCircle = (call: MixinCall, circleId: unknown): Circle => {
  const circle = ownCircles(call).find((candidate) => candidate.circleId === circleId)
  if (circle === undefined) throw new MixinError(404)
  return circle
}

const nameIn = (call: MixinCall): string => {
  const name = textField(objectBody(call), 'name', MAX_NAME)
  if (name === undefined || name === '') throw invalidField('name', 'is missing')
  return name
}

const create = (call: MixinCall): unknown => {
  const { world, caller } = call
  const name = nameIn(call)
  if (ownCircles(call).length >= MAX_CIRCLES) throw new MixinError(20133)
  const circle: Circle = {
    circleId: crypto.randomUUID(),
    userId: caller.userId,
    name,
    createdAt: world.stamp(),
    items: [],
  }
  world.circles.push(circle)
  return circleView(circle)
}

const rename = (call: MixinCall): unknown => {
  const circle = requireCircle(call, call.request.param('id'))
  circle.name = nameIn(call)
  return circleView(circle)
}

const remove = (call: MixinCall): unknown => {
  const { circles } = call.world
  circles.splice(circles.indexOf(requireCircle(call, call.request.param('id'))), 1)
  return {}
}

/** A page of at most 500, behind a time. */
const listItems = (call: MixinCall): unknown => {
  const circle = requireCircle(call, call.request.param('id'))
  const { query } = call.request
  const limit = Number(query.get('limit') ?? MAX_PAGE)
  if (!(limit >= 1 && limit <= MAX_PAGE)) throw invalidField('limit', `must be 1 to ${MAX_PAGE}`)
  const offset = query.get('offset')
  if (offset !== null && Number.isNaN(Date.parse(offset))) throw invalidField('offset', 'must be a time')
  return circle.items
    .filter(({ createdAt }) => offset === null || createdAt > offset)
    .slice(0, limit)
    .map((item) => circleItemView(circle, item))
}

interface Change {
  readonly circle: Circle
  readonly item: Pick<CircleItem, 'conversationId' | 'userId'>
  readonly isAddition: boolean
}

/** A conversation that the caller is in, or may have with somebody one day. */
const itemOf = (call: MixinCall, conversationId: unknown): Change['item'] => {
  if (!isUuid(conversationId)) throw invalidField('conversation_id', 'must be a lower-case UUID')
  const userId = contactOf(call, conversationId)
  if (userId !== undefined) return { conversationId, userId }
  requireMember(call, conversationId)
  return { conversationId, userId: '' }
}

const isIn = (circle: Circle, conversationId: string): boolean =>
  circle.items.some((item) => item.conversationId === conversationId)

/** Checks all changes before it makes any. */
const apply = (call: MixinCall, changes: readonly Change[]): unknown => {
  const { world } = call
  const own = ownCircles(call)
  for (const { circle, item, isAddition } of changes) {
    if (!isAddition || isIn(circle, item.conversationId)) continue
    const count = own.filter((one) => isIn(one, item.conversationId)).length
    if (count >= MAX_CIRCLES_OF_CONVERSATION) throw new MixinError(20133)
  }
  return changes.map(({ circle, item, isAddition }) => {
    const before = circle.items.find(({ conversationId }) => conversationId === item.conversationId)
    const after = before ?? { ...item, createdAt: world.stamp() }
    if (!isAddition) circle.items = circle.items.filter((one) => one !== before)
    else if (before === undefined) circle.items.push(after)
    return circleItemView(circle, after)
  })
}

const isAddition = (action: unknown): boolean => {
  if (action !== 'ADD' && action !== 'REMOVE') throw invalidField('action', 'must be ADD or REMOVE')
  return action === 'ADD'
}

/** The rows of a list, or one alone: clients send both. */
const rowsIn = (call: MixinCall): Record<string, unknown>[] => {
  const body = call.json()
  return [body].flat().map((row) => {
    if (!isJsonObject(row)) throw invalidField('body', 'must be a list of objects')
    return row
  })
}

const changeCircle = (call: MixinCall): unknown => {
  const circle = requireCircle(call, call.request.param('id'))
  return apply(
    call,
    rowsIn(call).map((row) => ({
      circle,
      item: itemOf(call, row['conversation_id']),
      isAddition: isAddition(row['action']),
    })),
  )
}

/** The same from the side of a conversation, or of the conversation with a user. */
const changeCirclesOf = (call: MixinCall, conversationId: string): unknown =>
  apply(
    call,
    rowsIn(call).map((row) => ({
      circle: requireCircle(call, row['circle_id']),
      item: itemOf(call, conversationId),
      isAddition: isAddition(row['action']),
    })),
  )

const READ = 'CIRCLES:READ'
const WRITE = 'CIRCLES:WRITE'

/** The viewer's circles; other people's do not exist for it. */
export const circleEndpoints: readonly MixinEndpoint[] = [
  { method: 'GET', path: '/circles', access: READ, handle: (call) => ownCircles(call).map(circleView) },
  {
    method: 'GET',
    path: '/circles/:id',
    access: READ,
    handle: (call) => circleView(requireCircle(call, call.request.param('id'))),
  },
  { method: 'POST', path: '/circles', access: WRITE, handle: create },
  { method: 'POST', path: '/circles/:id', access: WRITE, handle: rename },
  { method: 'POST', path: '/circles/:id/delete', access: WRITE, handle: remove },
  { method: 'GET', path: '/circles/:id/conversations', access: READ, handle: listItems },
  { method: 'POST', path: '/circles/:id/conversations', access: WRITE, handle: changeCircle },
  {
    method: 'POST',
    path: '/conversations/:id/circles',
    access: WRITE,
    handle: (call) => changeCirclesOf(call, call.request.param('id')),
  },
  {
    method: 'POST',
    path: '/users/:id/circles',
    access: WRITE,
    handle: (call) =>
      changeCirclesOf(call, contactConversationId(call.caller.userId, call.request.param('id'))),
  },
]
