import type { GraphQLResolveInfo } from 'graphql'
import type { GatewayContext } from '../context.ts'
import type { ContactSource } from '../datasources/types.ts'
import { mapMaybe } from '../maybe-promise.ts'
import { pageOfList, requirePageSize, type UserPage } from './connection.ts'
import { isNamed, searchTextOf } from './participant-search.ts'
import { noteStale } from './staleness.ts'

interface PageArguments {
  readonly first?: number | null | undefined
  readonly after?: string | null | undefined
}

/** A page of the contacts of an account. @param accountId its global id: cursors hold for one account */
export const contactsPage = (
  contacts: ContactSource,
  accountId: string,
  { first, after, search }: PageArguments & { readonly search?: string | null | undefined },
  context: GatewayContext,
  info: GraphQLResolveInfo,
): UserPage => {
  const text = searchTextOf(search)
  return pageOfList({
    list: JSON.stringify(['contacts', accountId, ...(text === undefined ? [] : [text])]),
    size: requirePageSize(first, 50),
    after,
    keyOf: ({ upstreamId }) => upstreamId,
    load: () =>
      mapMaybe(noteStale(contacts.list(), context, info), (found) => {
        const all = found ?? []
        const some =
          text === undefined
            ? all
            : all.filter(({ user, alias }) => isNamed(user.name, text) || isNamed(alias, text))
        return some.map(({ user }) => user)
      }),
  })
}

/** A page of the users whom an account has blocked. */
export const blockedUsersPage = (
  contacts: ContactSource,
  accountId: string,
  { first, after }: PageArguments,
  context: GatewayContext,
  info: GraphQLResolveInfo,
): UserPage =>
  pageOfList({
    list: JSON.stringify(['blocked users', accountId]),
    size: requirePageSize(first, 50),
    after,
    keyOf: ({ upstreamId }) => upstreamId,
    load: () => mapMaybe(noteStale(contacts.blocked(), context, info), (all) => all ?? []),
  })
