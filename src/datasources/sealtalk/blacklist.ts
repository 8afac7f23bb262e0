import type { GatewayRequest } from '../../request/request.ts'
import { isGatewayError } from '../../errors.ts'
import type { UserModel } from '../types.ts'
import type { CallSupport } from './call-support.ts'
import { contactRefusal } from '../contact-rights.ts'
import { isDenied } from '../loading/cache-filler.ts'
import type { SealTalkClient } from './client.ts'
import { endpoints } from './endpoints.ts'
import { type BlacklistEntryModel, toBlacklist, userReference } from './mapping.ts'
import { confirmOwnAccount } from './own-account.ts'
import type { RequestSession } from './session.ts'
import type { SealTalkUsers } from './users.ts'

/** Users blocked by the account. @see docs/networks/sealtalk.md#the-account */
export interface SealTalkBlacklist {
  /** All entries with their users; names may be an hour old. */
  entries(): Promise<readonly BlacklistEntryModel[]>
  /**
   * Returns the user, by id. Throws BAD_USER_INPUT for oneself, NOT_FOUND for an unknown user, UNAUTHENTICATED if the
   * account is gone. Idempotent.
   */
  block(userId: string): Promise<UserModel>
  /**
   * Returns the user, by id, even if the user was not blocked. Throws BAD_USER_INPUT for oneself, UNAUTHENTICATED if the
   * account is gone. Idempotent.
   */
  unblock(userId: string): Promise<UserModel>
}

export interface SealTalkBlacklistOptions {
  readonly client: SealTalkClient
  readonly request: GatewayRequest
  readonly session: RequestSession
  readonly users: SealTalkUsers
  readonly support: CallSupport
}

type Write = typeof endpoints.block | typeof endpoints.unblock | typeof endpoints.unblockMisplaced

/** No server knows a user so little that unblocking were not found: it is the call that is not there. */
const isMissingCall = (error: unknown): boolean =>
  isGatewayError(error) &&
  (error.code === 'UNSUPPORTED' || (error.code === 'NOT_FOUND' && error.upstreamCode === 404))

export const createSealTalkBlacklist = (options: SealTalkBlacklistOptions): SealTalkBlacklist => {
  const { client, request, session, users, support } = options
  const signedIn = async () => ({
    context: request,
    caller: request.caller,
    session: await session.require(),
  })

  /** Throws BAD_USER_INPUT for oneself, as `User.viewerCan` tells. */
  const requireOther = async (action: 'block' | 'unblock', userId: string): Promise<void> => {
    const { userId: ownId } = await session.require()
    if (userId !== ownId) return
    const refusal = contactRefusal('sealtalk', action, {
      isOneself: true,
      isContact: false,
      isBlocked: false,
    })
    if (refusal) throw refusal
  }

  const write = async (endpoint: Write, userId: string): Promise<UserModel> => {
    const call = await signedIn()
    try {
      return await client.call(endpoint, {
        ...call,
        body: { friendId: userId },
        decode: () => userReference(userId),
      })
    } catch (error) {
      if (isDenied(error)) users.deny(userId, call.session)
      throw error
    }
  }

  /** The first server in Java has the call at another path only. The path that is tried in vain changes nothing. */
  const unblock = async (userId: string): Promise<UserModel> => {
    const { userId: ownId } = await session.require()
    const [first, second] = support.isMissing(endpoints.unblock, ownId)
      ? ([endpoints.unblockMisplaced, endpoints.unblock] as const)
      : ([endpoints.unblock, endpoints.unblockMisplaced] as const)
    try {
      return await write(first, userId)
    } catch (error) {
      if (!isMissingCall(error)) throw error
      const user = await write(second, userId).catch((other: unknown) => {
        throw isMissingCall(other) ? error : other
      })
      if (second === endpoints.unblock) support.markPresent(endpoints.unblock)
      else support.markMissing(endpoints.unblock)
      return user
    }
  }

  const confirmed = async (change: Promise<UserModel>): Promise<UserModel> => {
    const user = await change
    await confirmOwnAccount(session, users)
    return user
  }

  return {
    async entries() {
      const entries = await client.call(endpoints.blacklist, { ...(await signedIn()), decode: toBlacklist })
      users.learn(entries.map(({ user }) => user))
      return entries
    },
    async block(userId) {
      await requireOther('block', userId)
      return confirmed(write(endpoints.block, userId))
    },
    async unblock(userId) {
      await requireOther('unblock', userId)
      return confirmed(unblock(userId))
    },
  }
}
