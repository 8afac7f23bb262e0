import type { MixinAccountResolvers } from '../generated/schema.ts'
import { mapMaybe } from '../maybe-promise.ts'
import { blockedUsersPage, contactsPage } from './contact-pages.ts'
import { noteStale } from './staleness.ts'

export const MixinAccount: MixinAccountResolvers = {
  contacts: (account, args, context, info) =>
    contactsPage(context.datasources.get('mixin').contacts, account.user.id, args, context, info),
  blockedUsers: (account, args, context, info) =>
    blockedUsersPage(context.datasources.get('mixin').contacts, account.user.id, args, context, info),
  circles(_, __, context, info) {
    const { circles } = context.datasources.get('mixin')
    return mapMaybe(noteStale(circles.all(), context, info), (all) => all ?? [])
  },
}
