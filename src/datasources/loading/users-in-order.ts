import { readRows } from '../../upstream/rows.ts'
import type { UserModel } from '../types.ts'
import type { Found } from './gathering.ts'

export interface RowDecoding {
  /** Null where the row is about nobody. Throws `UnexpectedShape` where it cannot be read. */
  readonly read: (row: unknown) => UserModel | null
  /** The user's id in a row that cannot be read, if at least that can. */
  readonly idOf: (row: unknown) => string | undefined
  readonly toFailure: (error: unknown) => Error
}

/**
 * Sorts rows of users, which come in any order, by the requested ids. A row that cannot be read is an error for its
 * user. If its user is unknown, it is an error for every id without a row, since each of them may be that user.
 */
export const usersInOrder = (
  ids: readonly string[],
  rows: readonly unknown[],
  { read, idOf, toFailure }: RowDecoding,
): Found<UserModel> => {
  const users: (UserModel | Error | null)[] = ids.map(() => null)
  let places: Map<string, number> | undefined
  let next = 0
  /** Most rows come in the order of the ids. */
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
  const found = readRows(rows, read, (row, error) => {
    const failure = toFailure(error)
    const id = idOf(row)
    if (id === undefined) unassigned = failure
    else put(id, failure)
  })
  for (const user of found) put(user.upstreamId, user)
  const rest = unassigned
  return rest ? users.map((user) => user ?? rest) : users
}
