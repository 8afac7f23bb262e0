import { Pool } from 'undici'
import { upstreamHeaders } from './bot.ts'
import type { MixinConversation, MixinUser } from './world.ts'

const MAX_FETCH_IDS = 100

/** Calls of Mixin with undici, for L3 and for peers whose documentation prescribes no HTTP client. */
export interface MixinClient {
  /** By their ids: a call per hundred of them. */
  users(ids: readonly string[], authorization: string | undefined): Promise<Map<string, MixinUser>>
  conversation(id: string, authorization: string | undefined): Promise<MixinConversation>
}

export const createMixinClient = (upstreamUrl: string): MixinClient => {
  // As many connections as Parley has by default.
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
    async users(ids, authorization) {
      const starts = Array.from(
        { length: Math.ceil(ids.length / MAX_FETCH_IDS) },
        (_, page) => page * MAX_FETCH_IDS,
      )
      const pages = await Promise.all(
        starts.map((start) =>
          call<MixinUser[]>(authorization, 'POST', '/users/fetch', ids.slice(start, start + MAX_FETCH_IDS)),
        ),
      )
      return new Map(pages.flat().map((user) => [user.user_id, user]))
    },
    conversation: (id, authorization) => call(authorization, 'GET', `/conversations/${id}`),
  }
}
