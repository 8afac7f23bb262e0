import Fastify from 'fastify'
import mercurius from 'mercurius'
import mercuriusCache from 'mercurius-cache'
import { Pool } from 'undici'
import { upstreamHeaders } from '../bot.ts'
import { readProcessSettings } from '../process-settings.ts'
import type { MixinConversation, MixinUser } from '../world.ts'
import {
  type AppModel,
  type ConversationModel,
  MAX_FETCH_IDS,
  pageOf,
  type ParticipantModel,
  toConversationModel,
  toUserModel,
  upstreamIdOf,
  type UserModel,
} from './models.ts'
import { typeDefs } from './type-defs.ts'

/** Mercurius as its documentation shows it: loaders, the JIT from the first request on, and mercurius-cache. */

const { port, upstreamUrl, caches } = readProcessSettings()

const CACHE_SECONDS = 600
/** Entries: enough for all responses of a case. The default is 1,024. */
const CACHE_SIZE = 50_000

const pool = new Pool(upstreamUrl, { connections: 128 })

interface Context {
  readonly authorization: string | undefined
}
declare module 'mercurius' {
  interface MercuriusContext extends Context {}
}
interface UserBy {
  readonly mixinUserId: string
}
interface LoaderQuery<Parent> {
  readonly obj: Parent
}

const call = async <Data>(
  { authorization }: Context,
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

/** In the order of `ids`. */
const fetchUsers = async (ids: readonly string[], context: Context): Promise<(UserModel | null)[]> => {
  const unique = [...new Set(ids)]
  const starts = Array.from(
    { length: Math.ceil(unique.length / MAX_FETCH_IDS) },
    (_, page) => page * MAX_FETCH_IDS,
  )
  const pages = await Promise.all(
    starts.map((start) =>
      call<MixinUser[]>(context, 'POST', '/users/fetch', unique.slice(start, start + MAX_FETCH_IDS)),
    ),
  )
  const users = new Map(pages.flat().map((user) => [user.user_id, toUserModel(user)]))
  return ids.map((id) => users.get(id) ?? null)
}

const app = Fastify()

await app.register(mercurius, {
  schema: typeDefs,
  jit: 1,
  context: ({ headers }): Context => ({ authorization: headers.authorization }),
  resolvers: {
    Query: {
      user: async (_: unknown, { by }: { by: UserBy }, context: Context) =>
        (await fetchUsers([by.mixinUserId], context))[0],
      users: (_: unknown, { by }: { by: UserBy[] }, context: Context) =>
        fetchUsers(
          by.map(({ mixinUserId }) => mixinUserId),
          context,
        ),
      conversation: async (_: unknown, { id }: { id: string }, context: Context) =>
        toConversationModel(
          await call<MixinConversation>(context, 'GET', `/conversations/${upstreamIdOf(id)}`),
        ),
    },
    Conversation: {
      participants: (conversation: ConversationModel, page: { first: number }) => pageOf(conversation, page),
    },
  },
  loaders: {
    Participant: {
      user: (queries: LoaderQuery<ParticipantModel>[], context: Context) =>
        fetchUsers(
          queries.map(({ obj }) => obj.userId),
          context,
        ),
    },
    App: {
      creator: (queries: LoaderQuery<AppModel>[], context: Context) =>
        fetchUsers(
          queries.map(({ obj }) => obj.creatorId),
          context,
        ),
    },
  },
})

if (caches) {
  await app.register(mercuriusCache.default, {
    ttl: CACHE_SECONDS,
    all: true,
    storage: { type: 'memory', options: { size: CACHE_SIZE } },
  })
}

await app.listen({ port, host: '127.0.0.1' })
