import { ApolloServer } from '@apollo/server'
import { ApolloServerPluginCacheControl } from '@apollo/server/plugin/cacheControl'
import { startStandaloneServer } from '@apollo/server/standalone'
import responseCachePlugin from '@apollo/server-plugin-response-cache'
import { type AugmentedRequest, type DataSourceConfig, RESTDataSource } from '@apollo/datasource-rest'
import DataLoader from 'dataloader'
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

/**
 * Apollo Server as its documentation shows it: the standalone server, a RESTDataSource per request with a
 * DataLoader inside, and its response cache.
 */

const { port, upstreamUrl, caches } = readProcessSettings()

const CACHE_SECONDS = 600

interface Envelope<Data> {
  readonly data: Data
}

class MixinAPI extends RESTDataSource {
  override baseURL = upstreamUrl
  readonly #authorization: string | undefined

  constructor(authorization: string | undefined, config: DataSourceConfig) {
    super(config)
    this.#authorization = authorization
  }

  override willSendRequest(path: string, request: AugmentedRequest): void {
    const body = request.body === undefined ? '' : JSON.stringify(request.body)
    const method = request.method ?? 'GET'
    Object.assign(request.headers, upstreamHeaders(this.#authorization, method, path, body))
  }

  readonly #users = new DataLoader<string, UserModel | null>(
    async (ids) => {
      const { data } = await this.post<Envelope<MixinUser[]>>('/users/fetch', { body: [...ids] })
      const users = new Map(data.map((user) => [user.user_id, toUserModel(user)]))
      return ids.map((id) => users.get(id) ?? null)
    },
    { maxBatchSize: MAX_FETCH_IDS },
  )

  user(id: string): Promise<UserModel | null> {
    return this.#users.load(id)
  }

  async conversation(id: string): Promise<ConversationModel> {
    const { data } = await this.get<Envelope<MixinConversation>>(`/conversations/${id}`)
    return toConversationModel(data)
  }
}

interface Context {
  readonly authorization: string | undefined
  readonly mixin: MixinAPI
}
interface UserBy {
  readonly mixinUserId: string
}

const server = new ApolloServer<Context>({
  typeDefs,
  resolvers: {
    Query: {
      user: (_, { by }: { by: UserBy }, { mixin }) => mixin.user(by.mixinUserId),
      users: (_, { by }: { by: UserBy[] }, { mixin }) => by.map(({ mixinUserId }) => mixin.user(mixinUserId)),
      conversation: (_, { id }: { id: string }, { mixin }) => mixin.conversation(upstreamIdOf(id)),
    },
    Conversation: { participants: pageOf },
    Participant: { user: ({ userId }: ParticipantModel, _, { mixin }) => mixin.user(userId) },
    App: { creator: ({ creatorId }: AppModel, _, { mixin }) => mixin.user(creatorId) },
  },
  plugins: caches
    ? [
        ApolloServerPluginCacheControl({ defaultMaxAge: CACHE_SECONDS }),
        responseCachePlugin<Context>({
          sessionId: ({ contextValue }) => Promise.resolve(contextValue.authorization ?? null),
        }),
      ]
    : [],
})

await startStandaloneServer(server, {
  listen: { port, host: '127.0.0.1' },
  context: ({ req }) => {
    const { authorization } = req.headers
    return Promise.resolve({ authorization, mixin: new MixinAPI(authorization, { cache: server.cache }) })
  },
})
