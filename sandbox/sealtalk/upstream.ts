import { jsonResponse, textResponse } from '../response.ts'
import type { UpstreamResponse } from '../response.ts'
import type { Upstream, UpstreamRequest } from '../upstream.ts'
import { createSeed } from '../seed.ts'
import { accountEndpoints } from './accounts.ts'
import { blacklistEndpoints } from './blacklist.ts'
import { createCredentials } from './credentials.ts'
import type { SealTalkCredentials } from './credentials.ts'
import { createConnectionPool } from './connection-pool.ts'
import type { DatabaseMode } from './database.ts'
import type { SealTalkDialect } from './dialects.ts'
import type { Endpoint } from './endpoint.ts'
import { cookieOf, createMiddleware, pathOf } from './middleware.ts'
import { createExamples } from './examples.ts'
import type { SealTalkExamples } from './examples.ts'
import { friendListEndpoints } from './friend-lists.ts'
import { friendRequestEndpoints } from './friend-requests.ts'
import { groupMemberEndpoints } from './group-members.ts'
import { groupSettingEndpoints } from './group-settings.ts'
import { groupEndpoints } from './groups.ts'
import { addHttpHeaders, preflightResponse } from './http-headers.ts'
import { laterEndpoints } from './later-endpoints.ts'
import { lookupEndpoints } from './lookups.ts'
import { messageEndpoints } from './messages.ts'
import { ownGroupEndpoints } from './own-groups.ts'
import { noticeEndpoints } from './notices.ts'
import { profileEndpoints } from './profile.ts'
import { syncEndpoints } from './sync.ts'
import { textCodeEndpoints } from './text-codes.ts'
import { tokenEndpoints } from './tokens.ts'
import { createWorld } from './world.ts'
import type { World } from './world.ts'

/** Options of a SealTalk upstream; all are optional. */
export type SealTalkUpstreamOptions = {
  /** Another number gives other people and ids. Default 1. */
  seed?: number
  /** Milliseconds since 1970. Default: the machine's time. */
  clock?: () => number
  /** Default `server`. */
  dialect?: SealTalkDialect
  /** Development mode adds `message` to envelopes and lets codes be asked for every 5 s. Default `production`. */
  mode?: 'production' | 'development'
  /** What the database does with emoji and the like. Default `strict`: it refuses them, and the server crashes. */
  database?: DatabaseMode
  /**
   * Whether calls take connections of a pool, as on the real server: registrations at once then hang every call until a
   * reset. Default false.
   */
  hasConnectionPool?: boolean
  /** Whether lists stand in the server's cache for an hour. Default: as the dialect has it. */
  cachesLists?: boolean
  /**
   * Whether a user or group that is not there comes as an object of nulls, as from some servers in Java. Default false: as
   * the dialect has it.
   */
  sendsNulls?: boolean
  /**
   * `open`: anybody who is signed in may mute a group, set its bulletin and member protection, add people to it and answer
   * its notices, as on the older servers. `closed`: as the newer server has it. Default: as the dialect has it.
   */
  holes?: 'open' | 'closed'
  /** Whether the IM cloud refuses everything, so that some changes of groups fail and others hang. Default false. */
  isImCloudDown?: boolean
  /** Endpoints to leave out besides those that the dialect lacks, such as `GET /user/batch`. */
  lacks?: readonly string[]
  /** Default `rong_auth_cookie`. */
  cookieName?: string
  /** Domain that the session's cookie announces. Default `sealtalk.example`. */
  cookieDomain?: string
}

/** An upstream and what a client needs to use it. */
export type SealTalkUpstream = {
  /** @internal */
  upstream: Upstream
  credentials: SealTalkCredentials
  examples: SealTalkExamples
  /** The network's spelling of a number of a user or group. */
  encodeId(number: number): string
  /** A `Cookie` header that signs a user in without a login; throws for an invalid id. */
  signIn(userId: string): string
  /** Deletes an account as an operator does in the database: rows about it stay, and so do its sessions. */
  deleteAccount(userId: string): void
}

const ENDPOINTS = [
  lookupEndpoints,
  textCodeEndpoints,
  accountEndpoints,
  profileEndpoints,
  tokenEndpoints,
  blacklistEndpoints,
  ownGroupEndpoints,
  syncEndpoints,
  friendListEndpoints,
  friendRequestEndpoints,
  groupEndpoints,
  groupMemberEndpoints,
  groupSettingEndpoints,
  messageEndpoints,
  noticeEndpoints,
]

const moved = (endpoint: Endpoint, places: Readonly<Record<string, string>>): Endpoint => {
  const place = places[`${endpoint.method} ${endpoint.path}`]
  if (place === undefined) return endpoint
  const [method = '', path = ''] = place.split(' ')
  return { ...endpoint, method, path }
}

const endpointsOf = (world: World, lacks: readonly string[]): Endpoint[] => {
  const without = new Set([...world.traits.lacks, ...lacks])
  const common = ENDPOINTS.flatMap((make) => make(world))
    .filter(({ method, path }) => !without.has(`${method} ${path}`))
    .map((endpoint) => moved(endpoint, world.traits.moved))
  return world.dialect === 'later' ? [...common, ...laterEndpoints(world)] : common
}

const TOO_MANY =
  '<html>\r\n<head><title>429 Too Many Requests</title></head>\r\n<body><center><h1>429 Too Many Requests</h1></center></body>\r\n</html>\r\n'

/** Codes of HTTP failures give a bare text with that status, others an envelope. */
const refused = (code: number, description: string | undefined): UpstreamResponse =>
  code >= 400 && code <= 599
    ? textResponse(code, description ?? 'Refused by the sandbox.')
    : jsonResponse(200, { code, ...(description === undefined ? {} : { message: description }) }, code)

const authOf = (world: World, request: UpstreamRequest): string => {
  const cookie = cookieOf(world, request)
  if (cookie === '') return 'none'
  try {
    world.sessions.userOf(cookie)
    return 'user'
  } catch {
    return 'damaged'
  }
}

const SMS_ENDPOINTS: ReadonlySet<string> = new Set(['POST /user/send_code', 'POST /user/send_code_yp'])

/** The SealTalk API as an upstream of the sandbox; see docs/networks/sealtalk.md. @internal */
export const createSealTalkUpstream = (options: SealTalkUpstreamOptions = {}): SealTalkUpstream => {
  const world = createWorld({
    seed: createSeed(options.seed ?? 1),
    clock: options.clock ?? Date.now,
    dialect: options.dialect ?? 'server',
    isDevelopment: options.mode === 'development',
    database: options.database ?? 'strict',
    cachesLists: options.cachesLists,
    sendsNulls: options.sendsNulls ?? false,
    holes: options.holes,
    isImCloudDown: options.isImCloudDown ?? false,
    cookieName: options.cookieName ?? 'rong_auth_cookie',
    cookieDomain: options.cookieDomain ?? 'sealtalk.example',
  })
  const middleware = createMiddleware(world)
  const pool = options.hasConnectionPool === true ? createConnectionPool() : undefined
  const encodeId = (number: number): string => world.ids.encode(number)
  const credentials = createCredentials(encodeId)
  const examples = createExamples(world.state.users, encodeId)

  const upstream: Upstream = {
    name: 'sealtalk',
    routes: endpointsOf(world, options.lacks ?? []).map((endpoint) => middleware.toRoute(endpoint)),
    socketEndpoints: [],
    // Larger than the server's own limit, so that the server's own error is sent.
    maxBodyBytes: 4_194_304,
    payloadKey: 'result',
    traits(request) {
      const isBatch = request.endpoint === 'GET /user/batch'
      return {
        auth: authOf(world, request),
        limited: SMS_ENDPOINTS.has(request.endpoint),
        ...(isBatch ? { ids: request.query.getAll('id').length } : {}),
      }
    },
    unmatched: (request) =>
      request.method === 'OPTIONS' ? preflightResponse(request) : middleware.unmatched(request),
    // A proxy's response: the server itself has no such limit.
    limited: () => textResponse(429, TOO_MANY),
    broken: () => textResponse(500, 'SequelizeConnectionRefusedError: connect ECONNREFUSED 127.0.0.1:3306'),
    refused,
    finish: addHttpHeaders,
    ...(pool && { enter: (request) => pool.enter(pathOf(request)) }),
    reset() {
      world.reset()
      pool?.reset()
    },
    overview: () => ({
      dialect: world.dialect,
      credentials,
      examples,
      textMessages: world.state.messages,
      messages: world.state.sentMessages,
    }),
  }

  return {
    upstream,
    credentials,
    examples,
    encodeId,
    signIn(userId) {
      const id = world.ids.decode(userId)
      if (id === null) throw new Error('This is not the id of a user.')
      return `${world.cookieName}=${world.sessions.open(id)}`
    },
    deleteAccount(userId) {
      world.state.users.delete(world.ids.decode(userId) ?? 0)
      world.lists.clear()
    },
  }
}
