import { Pool } from 'undici'
import { upstreamHeaders } from '../bot.ts'
import type { MixinConversation, MixinUser } from '../world.ts'
import {
  type ConversationModel,
  MAX_FETCH_IDS,
  toConversationModel,
  toUserModel,
  type UserModel,
} from './models.ts'

/** Calls of Mixin with undici, for peers whose documentation prescribes no HTTP client. */
export interface MixinClient {
  /** In the order of `ids`: a call per hundred different ids. */
  users(ids: readonly string[], authorization: string | undefined): Promise<(UserModel | null)[]>
  conversation(id: string, authorization: string | undefined): Promise<ConversationModel>
}

export const createMixinClient = (upstreamUrl: string): MixinClient => {
  const pool = new Pool(upstreamUrl, { connections: 128 })

  const call = async <Data>(
    authorization: string | undefined,
    method: 'GET' | 'POST',
    path: string,
    content?: unknown,
  ): Promise<Data> => {
    const body = content === undefined ? '' : JSON.stringify(content)
    const headers = upstreamHeaders(authorization, method, path, body)
    const response = await pool.request({ method, path, headers, ...(body !== '' && { body }) })
    const { data } = (await response.body.json()) as { data: Data }
    return data
  }

  return {
    users: async (ids, authorization) => {
      const unique = [...new Set(ids)]
      const starts = Array.from(
        { length: Math.ceil(unique.length / MAX_FETCH_IDS) },
        (_, page) => page * MAX_FETCH_IDS,
      )
      const pages = await Promise.all(
        starts.map((start) => {
          const page = unique.slice(start, start + MAX_FETCH_IDS)
          return call<MixinUser[]>(authorization, 'POST', '/users/fetch', page)
        }),
      )
      const users = new Map(pages.flat().map((user) => [user.user_id, toUserModel(user)]))
      return ids.map((id) => users.get(id) ?? null)
    },
    conversation: async (id, authorization) =>
      toConversationModel(await call<MixinConversation>(authorization, 'GET', `/conversations/${id}`)),
  }
}
