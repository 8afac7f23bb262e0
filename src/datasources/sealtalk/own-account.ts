import { isGatewayError, unauthenticated } from '../../errors.ts'
import { nullIfNotFound } from '../observed-call.ts'
import type { RequestSession } from './session.ts'
import { type SealTalkUsers, WHOLE } from './users.ts'

/**
 * Throws UNAUTHENTICATED if the account of the session was deleted: writes to such an account succeed and change nothing,
 * so that a success has to be confirmed. It is one if the account cannot be read for another reason.
 * @see docs/networks/sealtalk.md#deleted-accounts
 */
export const confirmOwnAccount = async (session: RequestSession, users: SealTalkUsers): Promise<void> => {
  const { userId } = await session.require()
  users.forget(userId)
  try {
    if (await nullIfNotFound(Promise.resolve(users.load(userId, WHOLE)))) return
  } catch (error) {
    if (isGatewayError(error)) return
    throw error
  }
  throw unauthenticated(
    'sealtalk',
    'The SealTalk account of this session no longer exists. Nothing was changed.',
  )
}
