import type { DataSources } from '../src/datasources/index.ts'
import type {
  Access,
  AppModel,
  ConversationModel,
  MessengerDataSource,
  UserLookups,
  UserModel,
} from '../src/datasources/types.ts'
import { badUserInput, toError, unsupported } from '../src/errors.ts'
import type { NetworkName } from '../src/global-id.ts'

/** A call that a resolver made: the method, then its arguments; a set of fields as a sorted list. */
export type StubCall = readonly [method: string, ...args: unknown[]]

/** What a stubbed network holds. */
export interface StubWorld {
  /** Default: `mixin`. */
  readonly network?: NetworkName
  readonly users?: readonly UserModel[]
  /** Left out, the network has no apps. */
  readonly apps?: readonly AppModel[]
  readonly conversations?: readonly ConversationModel[]
  /** What loading one of these upstream ids rejects with. */
  readonly failures?: ReadonlyMap<string, Error>
  readonly lookups?: UserLookups
  /** Throws for whoever may not do this. Default: everybody may do everything. */
  readonly authorize?: (access: Access) => void
  /** Left out, the network has no circles. */
  readonly circleNames?: ReadonlyMap<string, string | null>
  /** Whether conversations can be changed: every write then answers the first conversation. */
  readonly isWritable?: boolean
}

/** A network that answers out of a few models and writes down what it was asked. */
export interface Stub {
  readonly source: MessengerDataSource
  readonly calls: StubCall[]
}

const sorted = (fields: ReadonlySet<string>): string[] => [...fields].toSorted()

/** Stub of one network’s data source. Ids of letters, digits and hyphens are right; they are lower-cased. */
export const stubDataSource = (world: StubWorld = {}): Stub => {
  const { network = 'mixin', users = [], apps, conversations = [], failures, lookups = {} } = world
  const { circleNames } = world
  const calls: StubCall[] = []

  const find = <Model extends { readonly upstreamId: string }>(models: readonly Model[], id: string) => {
    const failure = failures?.get(id)
    if (failure) return Promise.reject(failure)
    return Promise.resolve(models.find(({ upstreamId }) => upstreamId === id) ?? null)
  }
  const written = (...call: StubCall): Promise<ConversationModel> => {
    calls.push(call)
    const [first] = conversations
    return first ? Promise.resolve(first) : Promise.reject(new Error('the stub has no conversation'))
  }

  const source: MessengerDataSource = {
    network,
    authorize(access) {
      calls.push(['authorize', access])
      world.authorize?.(access)
    },
    normalizeId: (_, upstreamId) => (/^[a-z0-9-]+$/i.test(upstreamId) ? upstreamId.toLowerCase() : undefined),
    users: {
      load(id, fields) {
        calls.push(['users.load', id, sorted(fields)])
        return find(users, id)
      },
      loadMany(ids, fields) {
        calls.push(['users.loadMany', ids, sorted(fields)])
        return Promise.all(ids.map((id) => find(users, id).catch(toError)))
      },
    },
    ...(apps && {
      apps: {
        load(id) {
          calls.push(['apps.load', id])
          return find(apps, id)
        },
      },
    }),
    conversations: {
      load(id, fields) {
        calls.push(['conversations.load', id, sorted(fields)])
        return find(conversations, id)
      },
      participants({ upstreamId, participants = [] }) {
        calls.push(['conversations.participants', upstreamId])
        return participants
      },
      viewerRole({ upstreamId }) {
        calls.push(['conversations.viewerRole', upstreamId])
        return 'MEMBER'
      },
      ...(circleNames && {
        circleNames() {
          calls.push(['conversations.circleNames'])
          return Promise.resolve(circleNames)
        },
      }),
      ...(world.isWritable && {
        writes: {
          createContact: (userId) => written('createContact', userId),
          createGroup: (group) => written('createGroup', group),
          update: (id, change) => written('update', id, change),
          manage: (id, action, participants) => written('manage', id, action, participants),
          rotateCode: (id) => written('rotateCode', id),
        },
      }),
    },
    budgets: () => [],
    lookups,
  }
  return { source, calls }
}

/** The networks of a request, all of them stubs. What one network alone has is not stubbed. */
export const stubDataSources = (...stubs: readonly Stub[]): DataSources => {
  const sources = stubs.map(({ source }) => source)
  const open = (network: string): MessengerDataSource => {
    const source = sources.find((one) => one.network === network)
    if (source) return source
    if (network !== 'mixin' && network !== 'sealtalk') throw badUserInput(`"${network}" is no network.`)
    throw unsupported(network, `${network} is not configured at this gateway.`)
  }
  return {
    find: () => undefined,
    get: (network) => {
      throw unsupported(network, `${network} is not configured at this gateway.`)
    },
    all: () => sources,
    open,
    forLookup: (way) => open(way.startsWith('mixin') ? 'mixin' : 'sealtalk'),
  }
}
