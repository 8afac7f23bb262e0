import type { ConversationModel, ParticipantModel, UserModel } from '../datasources/types.ts'
import { badUserInput } from '../errors.ts'
import { mapMaybe, type MaybePromise } from '../maybe-promise.ts'
import { DIGEST_LENGTH, digestOf, fromBase64Url, toBase64Url } from './cursor-text.ts'

export interface Edge<Item> {
  readonly node: Item
  /** Computed on demand: most clients read the cursors of the ends, if any. */
  cursor(): string
}

export interface Slice<Item> {
  readonly nodes: readonly Item[]
  /** Computed on demand: most clients read the nodes of a page. */
  edges(): readonly Edge<Item>[]
  readonly hasNextPage: boolean
  readonly hasPreviousPage: boolean
  /** Where the page ends behind its last edge. Default: the cursor of that. */
  readonly endCursor?: () => string
}

/** A page of a list. Each part is computed when it is selected: a total alone may cost less than items. */
export interface Connection<Item> {
  slice(): MaybePromise<Slice<Item>>
  totalCount(): MaybePromise<number>
}

export type ParticipantPage = Connection<ParticipantModel>
export type ConversationPage = Connection<ConversationModel>
export type UserPage = Connection<UserModel>
export type ParticipantPageEdge = Edge<ParticipantModel>
export type ConversationPageEdge = Edge<ConversationModel>
export type UserPageEdge = Edge<UserModel>

const isGiven = (cursor: string | null | undefined): cursor is string =>
  cursor !== null && cursor !== undefined

/** Items of one page. */
export const MAX_PAGE = 500

/** A place in a list, from 0, as text: no list that is read has more than a million items. */
const PLACE = '(?:0|[1-9][0-9]{0,5})'

/** The positions of a list that is paged by place alone. */
export const PLACES = new RegExp(`^${PLACE}$`)

/** Those of a list that is loaded whole: a place, and the key of the item there. */
const PLACES_AND_KEYS = new RegExp(`^${PLACE}:.`, 's')

/**
 * Cursors of one list. They are opaque. A digest over list and position reveals a cursor that this list never
 * returned. Anyone can compute it, so the form of the position is checked too.
 */
export const cursorsOf = (list: string, positions: RegExp) => {
  const encode = (position: string): string =>
    toBase64Url(`${digestOf(JSON.stringify([list, position]))}.${position}`)
  return {
    encode,
    /** Throws BAD_USER_INPUT for a cursor that this list did not return. @param argument that has it */
    decode(cursor: string, argument: 'after' | 'before' = 'after'): string {
      const position = fromBase64Url(cursor).slice(DIGEST_LENGTH + 1)
      if (encode(position) !== cursor || !positions.test(position)) {
        const usual = argument === 'after' ? 'endCursor' : 'startCursor'
        throw badUserInput(
          `${argument}: this cursor is not from this list. Send the ${usual} or a cursor of the same list and arguments.`,
          [argument],
        )
      }
      return position
    },
  }
}

/** The page size; throws BAD_USER_INPUT unless it is 1 to 500. @param argument that has it */
export const requirePageSize = (
  given: number | null | undefined,
  fallback: number,
  argument: 'first' | 'last' = 'first',
): number => {
  const size = given ?? fallback
  if (size < 1 || size > MAX_PAGE) throw badUserInput(`${argument}: must be 1 to ${MAX_PAGE}.`, [argument])
  return size
}

export interface ListPage<Item> {
  /** Identifies the list, filter included: a cursor is valid for one list only. */
  readonly list: string
  readonly size: number
  /** The last items instead of the first ones. Default: false */
  readonly isFromEnd?: boolean | undefined
  readonly after: string | null | undefined
  readonly before?: string | null | undefined
  /** Identifies an item within the list. */
  readonly keyOf: (item: Item) => string
  readonly load: () => MaybePromise<readonly Item[]>
  /** Where the total is known without the items. */
  readonly total?: (() => MaybePromise<number>) | undefined
}

/**
 * A page of a list that is loaded whole. A cursor holds an item's place and key: the next page begins after that
 * item wherever it is now, or at its old place if it is gone, and the previous page ends there. An item that the list
 * has twice is looked for at its place first, so that pages get on.
 */
export const pageOfList = <Item>({
  list,
  size,
  isFromEnd = false,
  after,
  before,
  keyOf,
  load,
  total,
}: ListPage<Item>): Connection<Item> => {
  const cursors = cursorsOf(list, PLACES_AND_KEYS)
  const afterPosition = isGiven(after) ? cursors.decode(after, 'after') : undefined
  const beforePosition = isGiven(before) ? cursors.decode(before, 'before') : undefined
  let loaded: MaybePromise<readonly Item[]> | undefined
  const cursorOf = (item: Item, place: number): string => cursors.encode(`${place}:${keyOf(item)}`)
  const items = (): MaybePromise<readonly Item[]> => (loaded ??= load())

  /** Where the item of a cursor is now, or the place that it left. */
  const find = (position: string, all: readonly Item[]) => {
    const separator = position.indexOf(':')
    const key = position.slice(separator + 1)
    const place = Number(position.slice(0, separator))
    const there = all[place]
    if (there !== undefined && keyOf(there) === key) return { place, isThere: true }
    const now = all.findIndex((item) => keyOf(item) === key)
    return now >= 0 ? { place: now, isThere: true } : { place, isThere: false }
  }

  const startIn = (all: readonly Item[]): number => {
    if (afterPosition === undefined) return 0
    const { place, isThere } = find(afterPosition, all)
    return isThere ? place + 1 : place
  }

  /** Never before the start: such a page is empty. */
  const endIn = (all: readonly Item[], start: number): number => {
    const end = beforePosition === undefined ? all.length : find(beforePosition, all).place
    return Math.max(start, Math.min(end, all.length))
  }

  return {
    slice: () =>
      mapMaybe(items(), (all) => {
        const from = startIn(all)
        const to = endIn(all, from)
        const start = isFromEnd ? Math.max(from, to - size) : from
        const end = isFromEnd ? to : Math.min(to, from + size)
        const nodes = all.slice(start, end)
        return {
          nodes,
          edges: () => nodes.map((node, index) => ({ node, cursor: () => cursorOf(node, start + index) })),
          hasNextPage: end < all.length,
          hasPreviousPage: start > 0,
        }
      }),
    totalCount: () => total?.() ?? mapMaybe(items(), (all) => all.length),
  }
}
