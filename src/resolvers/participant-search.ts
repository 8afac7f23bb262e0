import type { GraphQLResolveInfo } from 'graphql'
import type { GatewayContext } from '../context.ts'
import type { Found } from '../datasources/loading/gathering.ts'
import type { ParticipantModel, UserModel } from '../datasources/types.ts'
import { badUserInput } from '../errors.ts'
import { mapMaybe, type MaybePromise } from '../maybe-promise.ts'
import { noteOldest } from './staleness.ts'

/** Characters of a text to search for. */
const MAX_LENGTH = 128

const NAME = new Set(['name'])

/** Texts that differ only in case, or in how Unicode writes the same character, are equal afterwards. */
const fold = (text: string): string =>
  // By lower case first, since the capital ẞ has no other upper case; SS is that of ß.
  text.normalize('NFKC').toLowerCase().toUpperCase().normalize('NFKC')

/**
 * What to search for, in the form in which names are compared; undefined for a blank text, which finds everyone. Throws
 * BAD_USER_INPUT for a text that is too long.
 */
export const searchTextOf = (search: string | null | undefined): string | undefined => {
  const text = search?.trim() ?? ''
  if (Array.from(text).length > MAX_LENGTH)
    throw badUserInput(`search: takes at most ${MAX_LENGTH} characters.`, ['search'])
  return text === '' ? undefined : fold(text)
}

/** Whether a name contains a text. @param text as `searchTextOf` returns it */
export const isNamed = (name: string | null | undefined, text: string): boolean =>
  typeof name === 'string' && fold(name).includes(text)

/**
 * The participants whose name, or whose name in the group, contains a text. Names that did not come with the list are loaded
 * together. Throws the error of a name that cannot be loaded: nobody knows then who would have been found.
 * @param text as `searchTextOf` returns it
 */
export const findByName = (
  participants: readonly ParticipantModel[],
  text: string,
  context: GatewayContext,
  info: GraphQLResolveInfo,
): MaybePromise<readonly ParticipantModel[]> => {
  const unnamed = participants.flatMap(({ user }) => (user.name === undefined ? [user] : []))
  return mapMaybe(loadNames(unnamed, context), (users) => {
    noteOldest(users, context, info)
    const names = new Map<string, string | null | undefined>()
    unnamed.forEach(({ id }, index) => {
      const user = users[index]
      if (user instanceof Error) throw user
      names.set(id, user?.name)
    })
    return participants.filter(
      ({ user, displayName }) => isNamed(user.name ?? names.get(user.id), text) || isNamed(displayName, text),
    )
  })
}

/** In their order. */
const loadNames = (
  users: readonly UserModel[],
  { datasources }: GatewayContext,
): MaybePromise<Found<UserModel>> => {
  const [first] = users
  if (!first) return []
  const ids = users.map(({ upstreamId }) => upstreamId)
  return datasources.open(first.network).users.loadMany(ids, NAME)
}
