import type { GatewayContext } from '../context.ts'
import { type Refusal, refusalOf, lacks, USER_ACTIONS, type UserAction } from '../datasources/rights.ts'
import type { ContactRequests, ContactSource, UserModel } from '../datasources/types.ts'
import type { AddContactPayloadResolvers, ContactPayloadResolvers } from '../generated/schema.ts'
import { encodeGlobalId, type NetworkName } from '../global-id.ts'
import type { MaybePromise } from '../maybe-promise.ts'
import { openNode } from './node-id.ts'
import { loadUser } from './reference.ts'

/** The contacts of the account of a request. Throws UNSUPPORTED where the network has none. */
export const contactsOf = ({ datasources }: GatewayContext, network: string): ContactSource => {
  const source = datasources.open(network)
  const { contacts } = source
  if (!contacts) throw lacks(source.network, 'CONTACTS')
  return contacts
}

/** A user whom a mutation is about. */
interface UserToChange {
  readonly contacts: ContactSource
  readonly userId: string
  /** By id alone: its fields are loaded after the change. */
  readonly user: UserModel
}

/** Opens the user that `input.userId` names, for a change. Makes no upstream call. */
export const openUserToChange = (context: GatewayContext, id: string): UserToChange => {
  const { source, upstreamId } = openNode(context, id, ['user'], { access: 'write', place: ['userId'] })
  const network: NetworkName = source.network
  const user = {
    __typename: 'User',
    id: encodeGlobalId(network, 'user', upstreamId),
    network,
    upstreamId,
  } as const
  return { contacts: contactsOf(context, network), userId: upstreamId, user }
}

/** The same for a reply to a request. Throws UNSUPPORTED where contacts are added without being asked. */
export const openRequest = (
  context: GatewayContext,
  id: string,
): UserToChange & { readonly requests: ContactRequests } => {
  const opened = openUserToChange(context, id)
  const source = context.datasources.open(opened.user.network)
  const { requests } = opened.contacts
  if (!requests) throw lacks(source.network, 'CONTACT_REQUESTS')
  return { ...opened, requests }
}

/** A refusal also where it could not be found out: a list that failed must not take the user along. */
const refusalFor = (contacts: ContactSource, action: UserAction, user: UserModel): MaybePromise<Refusal> => {
  try {
    const refusal = contacts.mayDo(action, user)
    return refusal instanceof Promise ? refusal.catch(refusalOf) : refusal
  } catch (error) {
    return refusalOf(error)
  }
}

type Rights = Readonly<Record<UserAction, boolean>>

const isKnown = (refusals: readonly MaybePromise<Refusal>[]): refusals is Refusal[] =>
  refusals.every((refusal) => !(refusal instanceof Promise))

const settled = async (refusal: MaybePromise<Refusal>): Promise<Refusal> => refusal

const toRights = (refusals: readonly Refusal[]): Rights =>
  Object.fromEntries(USER_ACTIONS.map((action, index) => [action, refusals[index] === null])) as Rights

/** What the account of a request may do to a user. Fails only where a document needs too many calls. */
export const rightsOn = (user: UserModel, context: GatewayContext): MaybePromise<Rights> => {
  const { contacts } = context.datasources.open(user.network)
  if (!contacts) return toRights([])
  const refusals = USER_ACTIONS.map((action) => refusalFor(contacts, action, user))
  return isKnown(refusals) ? toRights(refusals) : Promise.all(refusals.map(settled)).then(toRights)
}

export const AddContactPayload: AddContactPayloadResolvers = {
  user: (payload, _, context, info) => loadUser(payload.user, context, info),
}

export const ContactPayload: ContactPayloadResolvers = {
  user: (payload, _, context, info) => loadUser(payload.user, context, info),
}
