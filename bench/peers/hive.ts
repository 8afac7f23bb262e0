import { createServer } from 'node:http'
import { createGatewayRuntime, type GatewayPlugin } from '@graphql-hive/gateway-runtime'
import InMemoryLRUCache from '@graphql-mesh/cache-inmemory-lru'
import DataLoader from 'dataloader'
import { CACHED_ENTRIES, readProcessSettings } from '../process-settings.ts'
import {
  type AppModel,
  type ConversationModel,
  MAX_FETCH_IDS,
  pageOf,
  type ParticipantModel,
  upstreamIdOf,
  type UserModel,
} from './models.ts'
import { createMixinModels } from './rest.ts'
import { typeDefs } from './type-defs.ts'

/**
 * Hive Gateway's runtime with `additionalResolvers` of its own, a DataLoader per request, and its response cache.
 * As a gateway before a subgraph's server it would need a second process.
 */

const { port, upstreamUrl, caches } = readProcessSettings()

const CACHE_MS = 600_000

const mixin = createMixinModels(upstreamUrl)

interface Own {
  readonly authorization: string | undefined
  readonly users: DataLoader<string, UserModel | null>
}
interface UserBy {
  readonly mixinUserId: string
}

const createOwn = (authorization: string | undefined): Own => ({
  authorization,
  users: new DataLoader((ids) => mixin.users(ids, authorization), { maxBatchSize: MAX_FETCH_IDS }),
})

const perRequest: GatewayPlugin<Own> = {
  onContextBuilding: ({ context, extendContext }) => {
    extendContext(createOwn(context.headers['authorization']))
  },
}

const gateway = createGatewayRuntime<Own>({
  subgraph: typeDefs,
  logging: false,
  additionalResolvers: {
    Query: {
      user: { resolve: (_: unknown, { by }: { by: UserBy }, { users }: Own) => users.load(by.mixinUserId) },
      users: {
        resolve: (_: unknown, { by }: { by: UserBy[] }, { users }: Own) =>
          by.map(({ mixinUserId }) => users.load(mixinUserId)),
      },
      conversation: {
        resolve: (_: unknown, { id }: { id: string }, { authorization }: Own) =>
          mixin.conversation(upstreamIdOf(id), authorization),
      },
    },
    Conversation: {
      participants: { resolve: (one: ConversationModel, page: { first: number }) => pageOf(one, page) },
    },
    Participant: {
      user: { resolve: ({ userId }: ParticipantModel, _: unknown, { users }: Own) => users.load(userId) },
    },
    App: {
      creator: { resolve: ({ creatorId }: AppModel, _: unknown, { users }: Own) => users.load(creatorId) },
    },
  },
  plugins: () => [perRequest],
  ...(caches && {
    cache: new InMemoryLRUCache({ max: CACHED_ENTRIES }),
    responseCaching: { ttl: CACHE_MS, session: ({ headers }) => headers.get('authorization') },
  }),
})

// It would wait for connections to close.
process.on('SIGTERM', () => process.exit())
createServer((request, response) => void gateway(request, response)).listen(port, '127.0.0.1')
