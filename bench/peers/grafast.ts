import { createServer } from 'node:http'
import {
  context,
  each,
  type FieldArgs,
  get,
  lambda,
  list,
  loadOne,
  type LoadOneLoader,
  makeGrafastSchema,
  type Step,
} from 'grafast'
import { grafserv } from 'grafserv/node'
import { readProcessSettings } from '../process-settings.ts'
import {
  type AppModel,
  type ConversationModel,
  pageOf,
  type ParticipantModel,
  upstreamIdOf,
  type UserModel,
} from './models.ts'
import { createMixinModels } from './rest.ts'
import { typeDefs } from './type-defs.ts'

/**
 * Grafast as its documentation shows it: plans with `loadOne`, served by Grafserv. It keeps plans, but has no cache
 * of responses or entities.
 */

const { port, upstreamUrl } = readProcessSettings()

const mixin = createMixinModels(upstreamUrl)

declare global {
  // Grafast reads the type of its context from here.
  namespace Grafast {
    interface Context {
      readonly authorization: string | undefined
    }
  }
}

type Authorization = Step<string | undefined>

const shared = (): Authorization => context().get('authorization')

const users: LoadOneLoader<string, UserModel, UserModel | null, Record<string, never>, Authorization> = {
  load: (ids, { shared: authorization }) => mixin.users(ids, authorization),
  shared,
}

const conversations: LoadOneLoader<
  string,
  ConversationModel,
  ConversationModel,
  Record<string, never>,
  Authorization
> = {
  load: (ids, { shared: authorization }) => ids.map((id) => mixin.conversation(id, authorization)),
  shared,
}

interface UserBy {
  readonly mixinUserId: string
}

const planUser = ($by: Step<UserBy>) => loadOne(get($by, 'mixinUserId'), users)

const schema = makeGrafastSchema({
  typeDefs,
  objects: {
    Query: {
      plans: {
        user: (_: Step, args: FieldArgs) => planUser(args.getRaw('by') as Step<UserBy>),
        users: (_: Step, args: FieldArgs) => each(args.getRaw('by') as Step<UserBy[]>, planUser),
        conversation: (_: Step, args: FieldArgs) =>
          loadOne(lambda(args.getRaw('id') as Step<string>, upstreamIdOf, true), conversations),
      },
    },
    Conversation: {
      plans: {
        participants: ($conversation: Step<ConversationModel>, args: FieldArgs) =>
          lambda(
            list([$conversation, args.getRaw('first') as Step<number>]),
            ([conversation, first]) => pageOf(conversation, { first }),
            true,
          ),
      },
    },
    Participant: {
      plans: { user: ($participant: Step<ParticipantModel>) => loadOne(get($participant, 'userId'), users) },
    },
    App: { plans: { creator: ($app: Step<AppModel>) => loadOne(get($app, 'creatorId'), users) } },
  },
})

const server = createServer()
await grafserv({
  schema,
  preset: {
    grafast: { context: ({ node }) => ({ authorization: node?.req.headers.authorization }) },
    grafserv: { graphqlPath: '/graphql' },
  },
}).addTo(server)
server.listen(port, '127.0.0.1')
