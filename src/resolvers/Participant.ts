import type { ParticipantResolvers } from '../generated/schema.ts'
import { loadUser } from './reference.ts'

export const Participant: ParticipantResolvers = {
  userId: (participant) => participant.user.id,
  user: (participant, _, context, info) => loadUser(participant.user, context, info),
}
