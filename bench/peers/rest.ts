import { createMixinClient } from '../mixin-client.ts'
import { type ConversationModel, toConversationModel, toUserModel, type UserModel } from './models.ts'

/** Mixin in the words of the peers' schema, for peers whose documentation prescribes no HTTP client. */
export interface MixinModels {
  /** In the order of `ids`: a call per hundred different ids. */
  users(ids: readonly string[], authorization: string | undefined): Promise<(UserModel | null)[]>
  conversation(id: string, authorization: string | undefined): Promise<ConversationModel>
}

export const createMixinModels = (upstreamUrl: string): MixinModels => {
  const client = createMixinClient(upstreamUrl)
  return {
    async users(ids, authorization) {
      const found = await client.users([...new Set(ids)], authorization)
      const users = new Map([...found].map(([id, user]) => [id, toUserModel(user)]))
      return ids.map((id) => users.get(id) ?? null)
    },
    conversation: async (id, authorization) =>
      toConversationModel(await client.conversation(id, authorization)),
  }
}
