/** Behaviour in which servers of the network differ, or may one day. */
export type MixinTraits = {
  /** Most participants of a group, its owner included: 256 by the site, 1,024 in the network's own apps. */
  groupSize: number
  /** Whether ids in responses are in capitals. */
  hasUpperCaseIds: boolean
  /** Whether a conversation lists its first participant a second time, at the end. */
  repeatsParticipants: boolean
  /** Whether a user's token with `CONTACTS:READ` may change relationships too: the site does not say. */
  tokensChangeRelationships: boolean
}

/** The network as its site describes it. */
export const DOCUMENTED: MixinTraits = {
  groupSize: 256,
  hasUpperCaseIds: false,
  repeatsParticipants: false,
  tokensChangeRelationships: false,
}

const UUID = /"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}"/g

/** A response's JSON with all ids in capitals. */
export const withUpperCaseIds = (json: string): string => json.replace(UUID, (id) => id.toUpperCase())
