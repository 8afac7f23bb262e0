import { accountPrices } from './prices/accounts.ts'
import type { Prices } from './prices/calls.ts'
import { changePrices } from './prices/changes.ts'
import { circlePrices } from './prices/circles.ts'
import { conversationPrices } from './prices/conversations.ts'
import { groupPrices } from './prices/groups.ts'
import { queryPrices } from './prices/queries.ts'
import { sessionPrices } from './prices/sessions.ts'
import { userPrices } from './prices/users.ts'

/**
 * The price of each field. Every field with its own resolver is listed, which a test checks; other fields read a
 * property and cost nothing. The providers know the prices of users, conversations and lookups.
 */
export const prices: Prices = {
  ...queryPrices,
  ...userPrices,
  ...conversationPrices,
  ...groupPrices,
  ...circlePrices,
  ...accountPrices,
  ...sessionPrices,
  ...changePrices,
}
