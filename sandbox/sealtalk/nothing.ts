import type { World } from './world.ts'

/** What some servers in Java send for a user who is not there. */
export const NO_USER = {
  id: null,
  nickname: null,
  portraitUri: null,
  gender: null,
  stAccount: null,
  phone: null,
} as const

/** The same for a group. */
export const NO_GROUP = {
  id: null,
  name: null,
  portraitUri: null,
  memberCount: null,
  maxMemberCount: null,
  creatorId: null,
  bulletin: null,
  deletedAt: null,
  isMute: null,
  certiStatus: null,
  memberProtection: null,
} as const

/** The user of a row that joins users: nothing, in the server's shape, where the account was deleted. */
export const joinedUser = (world: World, userId: number) => {
  const user = world.state.users.get(userId)
  if (user === undefined) return world.sendsNulls ? NO_USER : null
  const { id, nickname, portraitUri, gender, stAccount, phone } = user
  return {
    id: world.ids.encode(id),
    nickname,
    portraitUri,
    gender,
    stAccount,
    ...(world.traits.showsPhones ? { phone } : {}),
  }
}
