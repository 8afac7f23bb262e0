import type { Found } from './loader.ts'
import type { UserModel } from '../types.ts'

export interface RowReading {
  /** Throws for a row that cannot be read. */
  readonly read: (row: unknown) => UserModel
  /** Whose row it is although it cannot be read; undefined where that cannot be told either. */
  readonly idOf: (row: unknown) => string | undefined
  readonly toFailure: (error: unknown) => Error
}

/**
 * Rows of users, which come in any order, in the order of the ids that were asked for. One that cannot be read fails
 * its own user. Where it cannot be told whose it is, it may be any of those that are missing: none of them may be
 * said not to exist.
 */
export const usersInOrder = (
  ids: readonly string[],
  rows: readonly unknown[],
  { read, idOf, toFailure }: RowReading,
): Found<UserModel> => {
  const users: (UserModel | Error | null)[] = ids.map(() => null)
  let places: Map<string, number> | undefined
  let next = 0
  /** Most rows come in the order in which they were asked for. */
  const placeOf = (id: string): number | undefined => {
    if (ids[next] === id) return next
    places ??= new Map(ids.map((one, place) => [one, place]))
    return places.get(id)
  }
  const put = (id: string, user: UserModel | Error): void => {
    const place = placeOf(id)
    if (place === undefined) return
    users[place] = user
    next = place + 1
  }
  let unassigned: Error | undefined
  for (const row of rows) {
    try {
      const user = read(row)
      put(user.upstreamId, user)
    } catch (error) {
      const failure = toFailure(error)
      const id = idOf(row)
      if (id === undefined) unassigned = failure
      else put(id, failure)
    }
  }
  const rest = unassigned
  return rest ? users.map((user) => user ?? rest) : users
}
