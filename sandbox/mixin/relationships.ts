import type { MixinCall, MixinEndpoint } from './endpoint.ts'
import { MixinError, invalidField } from './errors.ts'
import { objectBody, textField } from './fields.ts'
import type { Relation } from './model.ts'
import { relationOf, userView } from './user-view.ts'

type Change = (before: Relation, alias: string | undefined) => Relation

const CHANGES: ReadonlyMap<unknown, Change> = new Map<string, Change>([
  ['ADD', (before, alias) => ({ ...before, relationship: 'FRIEND', alias: alias ?? before.alias })],
  ['UPDATE', (before, alias) => ({ ...before, alias: alias ?? before.alias })],
  ['REMOVE', (before) => ({ ...before, relationship: 'STRANGER', alias: '', seesPhone: false })],
  ['BLOCK', (before) => ({ ...before, relationship: 'BLOCKING' })],
  ['UNBLOCK', (before) => ({ ...before, relationship: 'STRANGER' })],
])

const changeRelationship = (call: MixinCall): unknown => {
  const { world, caller } = call
  if (caller.kind !== 'bot' && !world.traits.tokensChangeRelationships) throw new MixinError(403)
  const body = objectBody(call)
  const change = CHANGES.get(body['action'])
  if (change === undefined) throw invalidField('action', 'must be ADD, UPDATE, REMOVE, BLOCK or UNBLOCK')
  const phone = textField(body, 'phone')
  const userId = textField(body, 'user_id')
  const person = userId === undefined ? world.peopleByPhone.get(phone ?? '') : world.people.get(userId)
  if (person === undefined) throw new MixinError(404)
  if (person.userId === caller.userId) throw invalidField('user_id', 'must be somebody else')
  const own = world.relations.get(caller.userId) ?? new Map<string, Relation>()
  world.relations.set(caller.userId, own)
  const before = relationOf(world, caller.userId, person.userId)
  const after = change(before, textField(body, 'full_name'))
  // Whoever adds somebody by the phone number knows it.
  own.set(person.userId, phone === undefined ? after : { ...after, seesPhone: phone === person.phone })
  return userView(world, caller, person)
}

/** Adding, naming, removing and blocking others: of bots, and where the network permits it of users. */
export const relationshipEndpoints: readonly MixinEndpoint[] = [
  { method: 'POST', path: '/relationships', access: 'CONTACTS:READ', handle: changeRelationship },
]
