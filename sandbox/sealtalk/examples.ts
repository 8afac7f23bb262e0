import { GROUPS, WAITING_USER } from './generated-groups.ts'
import { TIES } from './generated-relations.ts'
import type { User } from './model.ts'

/** Well-known ids, in the network's spelling. */
export type SealTalkExamples = {
  /** The first demo account and its group of 60 have the same id: never mix up users and groups. */
  sharedId: string
  /** 60 members, both demo accounts among them. */
  group60Id: string
  /** 300 members; the second demo account is not one of them. */
  largeGroupId: string
  /** Only its managers may speak. */
  mutedGroupId: string
  /** Joining needs approval. */
  approvalGroupId: string
  /** Members are protected; has a bulletin. */
  protectedGroupId: string
  /** Neither demo account is in it: its members are 403. */
  foreignGroupId: string
  /** The first demo account is in it, and has not marked it. */
  unsavedGroupId: string
  /** Waits to be let into `approvalGroupId`, which the first demo account owns. */
  waitingUserId: string
  /** Dismissed; answers with `deletedAt`, its members are 404. */
  dismissedGroupId: string
  /** How many groups the first demo account is in, and how many it has marked. */
  groupCount: 65
  favouriteCount: 28
  friendUserId: string
  /** Has asked the first demo account to become friends. */
  askingUserId: string
  /** On the first demo account's blacklist. */
  blockedUserId: string
  /** Removed from that blacklist; sync still reports it. */
  unblockedUserId: string
  /** A valid id that no user has. */
  unknownUserId: string
  unknownGroupId: string
  /** May be found by phone and by SealTalk number. */
  openUser: SealTalkContact
  /** Does not want to be found by phone. */
  hiddenPhoneUser: SealTalkContact
  /** Does not want to be found by SealTalk number. */
  hiddenStAccountUser: SealTalkContact
}

/** How a user can be looked up. */
export type SealTalkContact = { userId: string; region: string; phone: string; stAccount: string }

const NOBODY = 4_000_000

/** The examples of a seed. */
export const createExamples = (
  users: ReadonlyMap<number, User>,
  encode: (id: number) => string,
): SealTalkExamples => {
  const contact = (fits: (user: User) => boolean): SealTalkContact => {
    const user = [...users.values()].find((candidate) => candidate.id > 10 && fits(candidate))
    if (user === undefined) throw new Error('The seed lacks such a user.')
    return { userId: encode(user.id), region: user.region, phone: user.phone, stAccount: user.stAccount }
  }
  return {
    sharedId: encode(GROUPS.sixty),
    group60Id: encode(GROUPS.sixty),
    largeGroupId: encode(GROUPS.large),
    mutedGroupId: encode(GROUPS.muted),
    approvalGroupId: encode(GROUPS.approval),
    protectedGroupId: encode(GROUPS.protected),
    foreignGroupId: encode(GROUPS.foreign),
    unsavedGroupId: encode(GROUPS.last),
    waitingUserId: encode(WAITING_USER),
    dismissedGroupId: encode(GROUPS.dismissed),
    groupCount: 65,
    favouriteCount: 28,
    friendUserId: encode(TIES.friend),
    askingUserId: encode(TIES.wasAsked),
    blockedUserId: encode(TIES.blockedFriend),
    unblockedUserId: encode(TIES.unblocked),
    unknownUserId: encode(NOBODY),
    unknownGroupId: encode(NOBODY),
    openUser: contact((user) => user.phoneVerify === 1 && user.stSearchVerify === 1 && user.stAccount !== ''),
    hiddenPhoneUser: contact(
      (user) => user.phoneVerify === 0 && user.stSearchVerify === 1 && user.stAccount !== '',
    ),
    hiddenStAccountUser: contact(
      (user) => user.phoneVerify === 1 && user.stSearchVerify === 0 && user.stAccount !== '',
    ),
  }
}
