import { userReference } from '../references.ts'
import { each, type Prices, property, write } from './calls.ts'

/** Prices of signing in and out. */
export const sessionPrices: Prices = {
  'Mutation.sendVerificationCode': each('textMessages'),
  'Mutation.verifyCode': each('singleReads'),
  'Mutation.register': write('sealtalk'),
  'Mutation.login': write('sealtalk'),
  'Mutation.logout': write('sealtalk'),
  'Mutation.logoutEverywhere': write('sealtalk'),
  'Mutation.renewImToken': write('sealtalk'),
  'Mutation.resetPassword': write('sealtalk'),
  'Mutation.changePassword': write('sealtalk'),
  'RegisterPayload.user': userReference,
  'LoginPayload.user': userReference,
  'Region.name': property,
}
