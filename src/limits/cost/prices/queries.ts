import { byIds, byUserBy } from '../lookups.ts'
import { each, type Prices, property } from './calls.ts'

/** Prices of what queries begin with. */
export const queryPrices: Prices = {
  'Query.node': byIds('id'),
  'Query.nodes': byIds('ids'),
  'Query.user': byUserBy,
  'Query.users': byUserBy,
  'Query.app': byIds('id', ['app']),
  'Query.conversation': byIds('id', ['conversation']),
  'Query.viewer': property,
  'Query.networks': property,
  'Query.budgets': property,
  'Query.regions': each('singleReads'),
  'Query.isPhoneAvailable': each('singleReads'),
  // By GET, and by POST where there is no GET.
  'Query.captcha': each('singleReads', 2),
}
