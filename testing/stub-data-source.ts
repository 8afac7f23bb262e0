import type { DataSourcesOf } from '../src/datasources/data-sources.ts'
import type {
  Access,
  AppModel,
  Change,
  CircleModel,
  CircleSource,
  ContactSource,
  ConversationModel,
  MessengerDataSource,
  UserLookups,
  UserModel,
} from '../src/datasources/types.ts'
import type { NetworkFeature } from '../src/generated/enums.ts'
import { badUserInput, toError, unsupported } from '../src/errors.ts'
import { encodeGlobalId, type NetworkName } from '../src/global-id.ts'

/** A call of a resolver: the method, then its arguments. A set of fields is a sorted list. */
export type StubCall = readonly [method: string, ...args: unknown[]]

/** The content of a stubbed network. */
export interface StubWorld {
  /** Default: `mixin`. */
  readonly network?: NetworkName
  readonly users?: readonly UserModel[]
  /** If omitted, the network has no apps. */
  readonly apps?: readonly AppModel[]
  readonly conversations?: readonly ConversationModel[]
  /** The errors of these upstream ids. */
  readonly failures?: ReadonlyMap<string, Error>
  readonly lookups?: UserLookups
  /** Throws if the caller lacks this access. Default: all access is granted. */
  readonly authorize?: (access: Access) => void
  /** If omitted, the network has no circles. */
  readonly circleNames?: ReadonlyMap<string, string | null>
  /** If omitted, the network has no contacts. */
  readonly contacts?: ContactSource
  /** What the network has. Default: everything. */
  readonly features?: readonly NetworkFeature[]
  /** Whether conversations can be changed. Every write then returns the first conversation. */
  readonly isWritable?: boolean
}

/** A network that returns a few models and records its calls. */
export interface Stub {
  readonly source: MessengerDataSource
  readonly calls: StubCall[]
}

/** Circles without conversations, which writes do not change. */
const stubCircles = (
  network: NetworkName,
  names: ReadonlyMap<string, string | null>,
  calls: StubCall[],
): CircleSource => {
  const circle = (circleId: string, name = names.get(circleId)): CircleModel => ({
    __typename: 'Circle',
    id: encodeGlobalId(network, 'circle', circleId),
    network,
    upstreamId: circleId,
    circleId,
    name: name ?? null,
    createdAt: null,
  })
  const told = <Result>(result: Result, ...call: StubCall): Promise<Result> => {
    calls.push(call)
    return Promise.resolve(result)
  }
  return {
    all: () =>
      told(
        [...names.keys()].map((id) => circle(id)),
        'circles.all',
      ),
    load: (id) => told(names.has(id) ? circle(id) : null, 'circles.load', id),
    conversations: (id) => told(names.has(id) ? [] : null, 'circles.conversations', id),
    create: (name) => told(circle('new', name), 'circles.create', name),
    rename: (id, name) => told(circle(id, name), 'circles.rename', id, name),
    delete: (id) => told(undefined, 'circles.delete', id),
    change: (id, action, ids) => told(circle(id), 'circles.change', id, action, ids),
  }
}

/** By name, so that the compiler says which one is missing. */
const FEATURES: Readonly<Record<NetworkFeature, true>> = {
  BLOCKING: true,
  CIRCLES: true,
  CONTACTS: true,
  CONTACT_REQUESTS: true,
  DISAPPEARING_MESSAGES: true,
  FAVORITES: true,
  GROUP_ADMINISTRATION: true,
  GROUP_CREATION: true,
  GROUP_DISMISSAL: true,
  GROUP_NOTICES: true,
  GROUP_TRANSFER: true,
  JOIN_BY_CODE: true,
  JOIN_BY_ID: true,
  MUTE: true,
  MUTE_EVERYONE: true,
  SEND_TEXT: true,
}
const ALL_FEATURES = Object.keys(FEATURES) as readonly NetworkFeature[]

const sorted = (fields: ReadonlySet<string>): string[] => [...fields].toSorted()

/** A stub of one network's data source. Accepts ids of letters, digits and hyphens, and lower-cases them. */
export const stubDataSource = (world: StubWorld = {}): Stub => {
  const { network = 'mixin', users = [], apps, conversations = [], failures, lookups = {} } = world
  const { circleNames } = world
  const calls: StubCall[] = []

  const find = <Model extends { readonly upstreamId: string }>(models: readonly Model[], id: string) => {
    const failure = failures?.get(id)
    if (failure) return Promise.reject(failure)
    return Promise.resolve(models.find(({ upstreamId }) => upstreamId === id) ?? null)
  }
  const write =
    (...call: StubCall): Change =>
    () => {
      calls.push(call)
      const [conversation] = conversations
      return conversation
        ? Promise.resolve({ conversation })
        : Promise.reject(new Error('The stub has no conversation.'))
    }

  const source: MessengerDataSource = {
    network,
    features: new Set(world.features ?? ALL_FEATURES),
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
    ...(world.contacts && { contacts: world.contacts }),
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
      mayDo: () => null,
      mayDoNow(actions, id) {
        calls.push(['conversations.mayDoNow', actions, id])
        return null
      },
      ...(world.isWritable && {
        writes: {
          createContact: (userId) => write('createContact', userId),
          createGroup: (group) => write('createGroup', group),
          update: (id, change) => write('update', id, change),
          manage: (id, action, participants) => write('manage', id, action, participants),
          rotateCode: (id) => write('rotateCode', id),
          leave: (id) => async () => void (await write('leave', id)()),
        },
      }),
    },
    ...(circleNames && { circles: stubCircles(network, circleNames, calls) }),
    budgets: () => [],
    lookups,
  }
  return { source, calls }
}

/** Stubbed networks. Fields that only one network has are not stubbed. */
export type StubDataSources = DataSourcesOf<Readonly<Record<NetworkName, never>>>

/** The stubbed networks of a request. */
export const stubDataSources = (...stubs: readonly Stub[]): StubDataSources => {
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
    features: (network) => sources.find((source) => source.network === network)?.features ?? new Set(),
    all: () => sources,
    open,
    forLookup: (way) => open(way.startsWith('mixin') ? 'mixin' : 'sealtalk'),
  }
}
