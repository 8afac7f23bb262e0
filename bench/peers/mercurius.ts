import Fastify from 'fastify'
import mercurius from 'mercurius'
import mercuriusCache from 'mercurius-cache'
import { CACHED_ENTRIES, readProcessSettings } from '../process-settings.ts'
import {
  type AppModel,
  type ConversationModel,
  pageOf,
  type ParticipantModel,
  upstreamIdOf,
} from './models.ts'
import { createMixinModels } from './rest.ts'
import { typeDefs } from './type-defs.ts'

/**
 * Mercurius as its documentation shows it: loaders, the JIT from the first request on, and mercurius-cache with keys
 * of each viewer's own.
 */

const { port, upstreamUrl, caches } = readProcessSettings()

const CACHE_SECONDS = 600

const mixin = createMixinModels(upstreamUrl)

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

const app = Fastify()

await app.register(mercurius, {
  schema: typeDefs,
  jit: 1,
  context: ({ headers }): Context => ({ authorization: headers.authorization }),
  resolvers: {
    Query: {
      user: async (_: unknown, { by }: { by: UserBy }, { authorization }: Context) =>
        (await mixin.users([by.mixinUserId], authorization))[0],
      users: (_: unknown, { by }: { by: UserBy[] }, { authorization }: Context) =>
        mixin.users(
          by.map(({ mixinUserId }) => mixinUserId),
          authorization,
        ),
      conversation: (_: unknown, { id }: { id: string }, { authorization }: Context) =>
        mixin.conversation(upstreamIdOf(id), authorization),
    },
    Conversation: {
      participants: (conversation: ConversationModel, page: { first: number }) => pageOf(conversation, page),
    },
  },
  loaders: {
    Participant: {
      user: (queries: LoaderQuery<ParticipantModel>[], { authorization }: Context) =>
        mixin.users(
          queries.map(({ obj }) => obj.userId),
          authorization,
        ),
    },
    App: {
      creator: (queries: LoaderQuery<AppModel>[], { authorization }: Context) =>
        mixin.users(
          queries.map(({ obj }) => obj.creatorId),
          authorization,
        ),
    },
  },
})

const perViewer = {
  extendKey: (_self: unknown, _args: unknown, { authorization }: Context) => authorization ?? 'bot',
}

if (caches) {
  await app.register(mercuriusCache.default, {
    ttl: CACHE_SECONDS,
    policy: {
      Query: { user: perViewer, users: perViewer, conversation: perViewer },
      Participant: { user: perViewer },
      App: { creator: perViewer },
    },
    storage: { type: 'memory', options: { size: CACHED_ENTRIES } },
  })
}

await app.listen({ port, host: '127.0.0.1' })
