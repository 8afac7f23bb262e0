import type { Caller } from './caller.ts'
import type { MixinCall, MixinEndpoint } from './endpoint.ts'
import { MixinError, invalidField } from './errors.ts'
import type { Person } from './model.ts'
import { presentOf, relationOf, userView } from './user-view.ts'
import type { World } from './world.ts'

const MAX_FETCHED_IDS = 1_000

/** Whether a path part is an identity number rather than a user id: that lookup is limited. */
export const isIdentityNumber = (text: string): boolean => /^\d+$/.test(text)

const found = (call: MixinCall, person: Person | undefined): unknown => {
  if (person === undefined) throw new MixinError(404)
  return userView(call.world, call.caller, person)
}

const fetchUsers = (call: MixinCall): unknown => {
  const ids = call.json()
  if (!Array.isArray(ids)) throw invalidField('user_ids', 'must be a list of user ids')
  if (!ids.every((id) => typeof id === 'string')) throw invalidField('user_ids', 'must hold texts only')
  if (ids.length > MAX_FETCHED_IDS) throw invalidField('user_ids', `at most ${MAX_FETCHED_IDS}`)
  return [...new Set(ids)]
    .sort()
    .flatMap((id) => call.world.people.get(id) ?? [])
    .map((person) => userView(call.world, call.caller, person))
}

const readUser = (call: MixinCall): unknown => {
  const { world, caller } = call
  const id = call.request.param('id')
  if (!isIdentityNumber(id)) return found(call, world.people.get(id))
  world.limitNumber(caller.credential)
  return found(call, world.peopleByNumber.get(id))
}

/** Whether somebody lets this viewer find them by phone. */
const letsFind = (world: World, caller: Caller, person: Person): boolean => {
  const { acceptSearchSource } = presentOf(world, person)
  return (
    acceptSearchSource === 'EVERYBODY' ||
    person.userId === caller.userId ||
    (acceptSearchSource === 'CONTACTS' &&
      relationOf(world, person.userId, caller.userId).relationship === 'FRIEND')
  )
}

const searchUser = (call: MixinCall): unknown => {
  const { world, caller } = call
  const query = call.request.param('q')
  world.limitSearch(caller.credential)
  const byNumber = world.peopleByNumber.get(query)
  if (byNumber !== undefined) return found(call, byNumber)
  const byPhone = world.peopleByPhone.get(query)
  return found(call, byPhone !== undefined && letsFind(world, caller, byPhone) ? byPhone : undefined)
}

const listByRelationship =
  (relationship: string) =>
  ({ world, caller }: MixinCall): unknown =>
    [...(world.relations.get(caller.userId) ?? [])]
      .filter(([, relation]) => relation.relationship === relationship)
      .flatMap(([userId]) => world.people.get(userId) ?? [])
      .map((person) => userView(world, caller, person))

/** Reading users: in bulk, one by one, by search, and the viewer's own lists. */
export const userEndpoints: readonly MixinEndpoint[] = [
  { method: 'POST', path: '/users/fetch', access: 'PROFILE:READ', handle: fetchUsers },
  { method: 'GET', path: '/users/:id', access: 'PROFILE:READ', handle: readUser },
  { method: 'GET', path: '/search/:q', access: 'PROFILE:READ', handle: searchUser },
  { method: 'GET', path: '/friends', access: 'CONTACTS:READ', handle: listByRelationship('FRIEND') },
  { method: 'GET', path: '/blocking_users', access: 'CONTACTS:READ', handle: listByRelationship('BLOCKING') },
]
