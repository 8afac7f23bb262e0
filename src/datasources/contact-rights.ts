import { badUserInput, GatewayError } from '../errors.ts'
import type { NetworkName } from '../global-id.ts'
import type { Refusal, UserAction } from './rights.ts'

/** What decides about an action on a user, as far as the network says. */
export interface Standing {
  readonly isOneself: boolean
  readonly isContact: boolean
  readonly isBlocked: boolean
}

/** Nothing is wrong, but there is nothing to change: mutations that are safe to repeat succeed then. */
export const isNothingToDo = (refusal: GatewayError): boolean => refusal.code === 'CONFLICT'

/** The error with which an action on a user is refused; null where it is possible, or the network alone decides. */
export const contactRefusal = (
  network: NetworkName,
  action: Exclude<UserAction, 'message'>,
  { isOneself, isContact, isBlocked }: Standing,
): Refusal => {
  const noChange = (message: string) => new GatewayError('CONFLICT', message, { network })
  if (isOneself)
    return badUserInput('userId: this is your own id; send the other user’s id.', ['userId'], network)
  const notContact = () => new GatewayError('NOT_FOUND', 'The user is not a contact.', { network })
  const refusals = {
    addContact: () => (isContact ? noChange('The user is a contact already.') : null),
    removeContact: () => (isContact ? null : notContact()),
    setAlias: () => (isContact ? null : notContact()),
    block: () => (isBlocked ? noChange('The user is blocked already.') : null),
    unblock: () => (isBlocked ? null : noChange('The user is not blocked.')),
  } as const
  return refusals[action]()
}
