import type { Sandbox } from '../../../sandbox/index.ts'
import { MIXIN_EXAMPLES as x } from '../../../sandbox/mixin/examples.ts'
import type { ArgumentTable } from './every-query.ts'

/** Questions to the sandbox by every way that there is, for each field of Query. */
export const argumentsOf = ({ sealtalk }: Sandbox): ArgumentTable => {
  const { examples, credentials } = sealtalk
  const [lin] = credentials.accounts
  const { openUser } = examples
  const mixinUser = `mixin:user:${x.userId}`
  const mixinGroup = `mixin:conversation:${x.groupId}`
  const sealtalkUser = `sealtalk:user:${openUser.userId}`
  const sealtalkGroup = `sealtalk:conversation:${examples.group60Id}`
  const ids = [mixinUser, `mixin:app:${x.botId}`, mixinGroup, sealtalkUser, sealtalkGroup]
  const ways = [
    `{ id: "mixin:user:${x.boUserId}" }`,
    `{ mixinUserId: "${x.aliaUserId}" }`,
    `{ mixinIdentityNumber: "${x.identityNumber}" }`,
    '{ mixinPhone: { region: "999", number: "0000001001" } }',
    `{ sealtalkUserId: "${examples.friendUserId}" }`,
    `{ sealtalkPhone: { region: "${openUser.region}", number: "${openUser.phone}" } }`,
    `{ sealtalkStAccount: "${openUser.stAccount}" }`,
  ]
  return {
    app: [`id: "mixin:app:${x.botId}"`, `id: "mixin:app:${x.cnbBotId}"`],
    node: ids.map((id) => `id: "${id}"`),
    nodes: [`ids: ${JSON.stringify(ids)}`],
    user: ways.map((way) => `by: ${way}`),
    users: [`by: [${ways.join(' ')}]`],
    conversation: [mixinGroup, `mixin:conversation:${x.group50Id}`, sealtalkGroup].map((id) => `id: "${id}"`),
    conversationByCode: [`code: "${x.foreignGroupCodeId}"`],
    isPhoneAvailable: [`phone: { region: "${lin.region}", number: "${lin.phone}" }`],
  }
}
