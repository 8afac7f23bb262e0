import { MIXIN_EXAMPLES as x } from '../../sandbox/mixin/examples.ts'
import type { Answer } from './gateway.ts'
import type { SandboxGateway } from './sandbox.ts'
import { valueAt } from './value-at.ts'

/** A mutation of Mixin conversations, with an input that changes the sandbox as it is at the start. */
export interface MixinWrite {
  readonly mutation: string
  /** Fields of the input, in GraphQL. */
  readonly input: string
  /** The one call that it makes. */
  readonly endpoint: string
  /** The conversation that it changes or makes. */
  readonly conversationId: string
}

/** MD5 of both ids as a UUID: the bot's conversation with Cleo, which does not exist at the start. */
export const CLEO_CONTACT_ID = '7586a9e9-f766-3f91-9143-caef79d36c08'

/** A group id of the caller's own. */
export const NEW_GROUP_ID = 'abcdef01-2345-4678-89ab-cdef01234567'

const user = (userId: string): string => `"mixin:user:${userId}"`
const GROUP = `id: "mixin:conversation:${x.groupId}"`
const ofGroup = (mutation: string, input: string, endpoint: string): MixinWrite => ({
  mutation,
  input: `${GROUP}, ${input}`,
  endpoint: `POST /conversations/:id${endpoint}`,
  conversationId: x.groupId,
})

/** Every way to change a Mixin conversation. */
export const MIXIN_WRITES: readonly MixinWrite[] = [
  {
    mutation: 'createContactConversation',
    input: `userId: ${user(x.cleoUserId)}`,
    endpoint: 'POST /conversations',
    conversationId: CLEO_CONTACT_ID,
  },
  {
    mutation: 'createGroupConversation',
    input: `upstreamId: "${NEW_GROUP_ID}", name: "Brand new", participants: [{ userId: ${user(x.aliaUserId)} }]`,
    endpoint: 'POST /conversations',
    conversationId: NEW_GROUP_ID,
  },
  ofGroup('updateConversation', 'name: "Renamed", announcement: "Hear, hear"', ''),
  ofGroup('addParticipants', `userIds: [${user(x.cleoUserId)}]`, '/participants/:action'),
  ofGroup('removeParticipants', `userIds: [${user(x.boUserId)}]`, '/participants/:action'),
  ofGroup('setParticipantRoles', `userIds: [${user(x.boUserId)}], role: ADMIN`, '/participants/:action'),
  ofGroup(
    'manageParticipants',
    `action: ADD, participants: [{ userId: ${user(x.cleoUserId)}, role: ADMIN }]`,
    '/participants/:action',
  ),
  ofGroup('rotateConversationCode', '', '/rotate'),
  ofGroup('muteConversation', 'seconds: 3600', '/mute'),
  ofGroup('setDisappearingMessages', 'seconds: 60', '/disappear'),
  {
    mutation: 'joinConversation',
    input: `code: "${x.foreignGroupCodeId}"`,
    endpoint: 'POST /conversations/:id/join',
    conversationId: x.foreignGroupId,
  },
]

/** Runs a write and selects what shows its effect. */
export const write = (
  { gateway }: SandboxGateway,
  { mutation, input }: Pick<MixinWrite, 'mutation' | 'input'>,
  headers: Record<string, string> = {},
): Promise<Answer> =>
  gateway.query(
    `mutation { ${mutation}(input: { ${input} }) { conversation {
      upstreamId category name announcement codeId memberCount
      participants(first: 500) { nodes { user { upstreamId } role } }
    } } }`,
    { headers },
  )

/** The conversation in a write's answer. */
export const written = ({ data }: Answer, mutation: string): unknown =>
  valueAt(data, `${mutation}.conversation`)
