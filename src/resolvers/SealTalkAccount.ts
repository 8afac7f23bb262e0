import type { SealTalkAccountResolvers } from '../generated/schema.ts'
import { badUserInput } from '../errors.ts'
import { pageOfList, requirePageSize } from './connection.ts'
import { pageByOffset } from './offset-page.ts'
import { blockedUsersPage, contactsPage } from './contact-pages.ts'
import { loadUser } from './reference.ts'
import { noteStale } from './staleness.ts'

/** Phones of one `findContacts`. */
const MAX_PHONES = 50

export const SealTalkAccount: SealTalkAccountResolvers = {
  user: (account, _, context, info) => loadUser(account.user, context, info),
  contacts: (account, args, context, info) =>
    contactsPage(context.datasources.get('sealtalk').contacts, account.user.id, args, context, info),
  blockedUsers: (account, args, context, info) =>
    blockedUsersPage(context.datasources.get('sealtalk').contacts, account.user.id, args, context, info),
  contactRequests: (_, __, context, info) =>
    noteStale(context.datasources.get('sealtalk').contacts.requests.list(), context, info),
  findContacts(_, { phones }, { datasources }) {
    if (phones.length > MAX_PHONES)
      throw badUserInput(`phones: takes at most ${MAX_PHONES} numbers.`, ['phones'])
    return datasources.get('sealtalk').contacts.find(phones)
  },
  privacy: (_, __, { datasources }) => datasources.get('sealtalk').privacy.settings(),
  acceptsPokes: (_, __, { datasources }) => datasources.get('sealtalk').privacy.acceptsPokes(),
  blacklist: (_, __, context, info) =>
    noteStale(context.datasources.get('sealtalk').contacts.blacklist(), context, info),
  conversations: (_, __, { datasources }) => datasources.get('sealtalk').conversations.own(),

  groups: (account, { first, after }, { datasources }) =>
    pageOfList({
      list: JSON.stringify(['groups', account.user.id]),
      size: requirePageSize(first, 20),
      after,
      keyOf: ({ upstreamId }) => upstreamId,
      load: () => datasources.get('sealtalk').conversations.own(),
    }),

  favoriteConversations: (account, { first, after }, { datasources }) =>
    pageByOffset({
      list: JSON.stringify(['favorites', account.user.id]),
      first: requirePageSize(first, 20),
      after,
      load: (limit, offset) => datasources.get('sealtalk').conversations.favorites(limit, offset),
    }),

  groupNotices: (_, __, { datasources }) => datasources.get('sealtalk').notices.all(),
  storageToken: (_, __, { datasources }) => datasources.get('sealtalk').account.storageToken(),
  changes: (_, { since }, { datasources }) => datasources.get('sealtalk').sync.changesSince(since),
}
