import { MIXIN_EXAMPLES } from './examples.ts'
import type { Person, Relation } from './model.ts'
import { NEVER } from './time.ts'

/** Each viewer's relations to others; without an entry, a user is a stranger. */
export type Relations = Map<string, Map<string, Relation>>

const x = MIXIN_EXAMPLES

const friend = (given: Partial<Relation> = {}): Relation => ({
  relationship: 'FRIEND',
  alias: '',
  seesPhone: false,
  muteUntil: NEVER,
  ...given,
})

const FAR = '2099-01-01T00:00:00Z'
const PAST = '2020-02-02T02:02:02.2Z'

/**
 * Relations at the start. The viewers disagree about each other on purpose: the same person is
 * a friend with a phone for one, an alias for the next and a stranger for the third.
 */
export const createRelations = (everybody: readonly Person[]): Relations => {
  const people = everybody.filter((person) => person.app === null).slice(10)
  const friends = (from: number, to: number): (readonly [string, Relation])[] =>
    people.slice(from, to).map((person, index) => [person.userId, friend({ seesPhone: index % 3 === 0 })])
  return new Map([
    [
      x.botId,
      new Map([
        ...friends(0, 40),
        [x.userId, friend({ seesPhone: true })],
        [x.aliaUserId, friend({ muteUntil: FAR })],
        [x.blockedUserId, friend({ relationship: 'BLOCKING' })],
        [x.unknownRelationshipUserId, friend({ relationship: 'ACQUAINTANCE' })],
      ]),
    ],
    [
      x.aliaUserId,
      new Map([
        ...friends(20, 60),
        [x.userId, friend({ alias: 'Mirel (work)', muteUntil: PAST })],
        [x.boUserId, friend({ seesPhone: true })],
        [x.botId, friend()],
      ]),
    ],
    [
      x.boUserId,
      new Map([
        [x.aliaUserId, friend({ alias: 'Neighbour' })],
        [x.userId, friend({ relationship: 'BLOCKING' })],
      ]),
    ],
  ])
}
