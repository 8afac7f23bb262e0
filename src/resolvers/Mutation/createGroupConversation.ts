import { badUserInput } from '../../errors.ts'
import type { MutationResolvers } from '../../generated/schema.ts'
import { decodeGlobalId, type NetworkName } from '../../global-id.ts'
import { announcementOf, nameOf } from '../conversation-text.ts'
import { participantsOf, writesOf } from '../participants.ts'

/** Of the argument `network`. */
const DEFAULT_NETWORK: NetworkName = 'mixin'

export const createGroupConversation: NonNullable<MutationResolvers['createGroupConversation']> = async (
  _,
  { input },
  { datasources },
) => {
  const [first] = input.participants
  if (!first) throw badUserInput('participants: must have at least one user.', ['participants'])
  const place = ['participants', 0, 'userId']
  const network = decodeGlobalId(first.userId)?.network
  if (network === undefined) {
    const message =
      'userId: must be the global id of a user, for example "mixin:user:…". The first one decides the network.'
    throw badUserInput(message, place)
  }
  const source = datasources.open(network, place)
  // The default cannot be told from what a caller wrote, so the ids win over it.
  const asked = input.network?.toLowerCase() ?? network
  if (asked !== DEFAULT_NETWORK && asked !== network) {
    const message = `network: the participants are users of ${network}. Omit it, or name users of ${asked}.`
    throw badUserInput(message, ['network'])
  }
  source.authorize('write')
  const writes = writesOf(source)
  const participants = participantsOf(source, input.participants)
  const name = nameOf(input.name)
  if (name === null) throw badUserInput('name: a group must have a name.', ['name'])
  const given = input.upstreamId ?? null
  const conversationId = given === null ? null : source.normalizeId('conversation', given)
  if (conversationId === undefined) {
    const message = `upstreamId: must be a valid ${source.network} conversation id.`
    throw badUserInput(message, ['upstreamId'], source.network)
  }
  const announcement = announcementOf(input.announcement)
  return writes.createGroup({ conversationId, name, announcement, participants })()
}
