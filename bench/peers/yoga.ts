import { createServer } from 'node:http'
import { createInMemoryCache, useResponseCache } from '@graphql-yoga/plugin-response-cache'
import DataLoader from 'dataloader'
import { createSchema, createYoga, type YogaInitialContext } from 'graphql-yoga'
import { upstreamHeaders } from '../bot.ts'
import { CACHED_ENTRIES, readProcessSettings } from '../process-settings.ts'
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

/** GraphQL Yoga as its documentation shows it: DataLoader per request, fetch, and its response cache. */

const { port, upstreamUrl, caches } = readProcessSettings()

const call = async <Data>(
  authorization: string | undefined,
  method: 'GET' | 'POST',
  path: string,
  content?: unknown,
): Promise<Data> => {
  const body = content === undefined ? '' : JSON.stringify(content)
  const headers = upstreamHeaders(authorization, method, path, body)
  const response = await fetch(upstreamUrl + path, { method, headers, ...(body !== '' && { body }) })
  const { data } = (await response.json()) as { data: Data }
  return data
}

const createLoaders = (authorization: string | undefined) => ({
  users: new DataLoader<string, UserModel | null>(
    async (ids) => {
      const found = await call<MixinUser[]>(authorization, 'POST', '/users/fetch', ids)
      const users = new Map(found.map((user) => [user.user_id, toUserModel(user)]))
      return ids.map((id) => users.get(id) ?? null)
    },
    { maxBatchSize: MAX_FETCH_IDS },
  ),
  conversations: new DataLoader<string, ConversationModel>(
    (ids) =>
      Promise.all(
        ids.map(async (id) =>
          toConversationModel(await call<MixinConversation>(authorization, 'GET', `/conversations/${id}`)),
        ),
      ),
    { maxBatchSize: 1 },
  ),
})

type Loaders = ReturnType<typeof createLoaders>
interface UserBy {
  readonly mixinUserId: string
}

const schema = createSchema<YogaInitialContext & Loaders>({
  typeDefs,
  resolvers: {
    Query: {
      user: (_, { by }: { by: UserBy }, { users }) => users.load(by.mixinUserId),
      users: (_, { by }: { by: UserBy[] }, { users }) => by.map(({ mixinUserId }) => users.load(mixinUserId)),
      conversation: (_, { id }: { id: string }, { conversations }) => conversations.load(upstreamIdOf(id)),
    },
    Conversation: { participants: pageOf },
    Participant: { user: ({ userId }: ParticipantModel, _, { users }) => users.load(userId) },
    App: { creator: ({ creatorId }: AppModel, _, { users }) => users.load(creatorId) },
  },
})

const yoga = createYoga({
  schema,
  context: ({ request }) => createLoaders(request.headers.get('authorization') ?? undefined),
  plugins: caches
    ? [
        useResponseCache({
          session: ({ headers }) => headers.get('authorization'),
          cache: createInMemoryCache({ max: CACHED_ENTRIES }),
        }),
      ]
    : [],
})

createServer((request, response) => void yoga(request, response)).listen(port, '127.0.0.1')
