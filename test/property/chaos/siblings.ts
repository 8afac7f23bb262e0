import { MIXIN_EXAMPLES as x } from '../../../sandbox/mixin/examples.ts'
import type { Network } from './worlds.ts'

/** A field of each network to stand beside what fails: one that is read, one that is written. Each is one call. */
export const SIBLINGS: Readonly<Record<Network, { readonly read: string; readonly write: string }>> = {
  mixin: {
    read: `sibling: conversation(id: "mixin:conversation:${x.groupId}") { name memberCount }`,
    write: `sibling: rotateConversationCode(input: { id: "mixin:conversation:${x.groupId}" }) { conversation { upstreamId } }`,
  },
  sealtalk: {
    read: 'sibling: viewer { sealtalk { acceptsPokes } }',
    write: 'sibling: renewImToken { imToken }',
  },
}
