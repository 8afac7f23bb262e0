import type { IncomingMessage } from 'node:http'
import type { GraphQLSchema } from 'graphql'
import type { Settings } from '../config/settings.ts'
import type { Gateway } from '../gateway.ts'
import { describeRedisState } from '../redis/status.ts'
import type { AcceptReader } from '../response/media-types.ts'
import type { Metrics } from '../telemetry/metrics.ts'
import type { Route } from './exchange.ts'
import { createGraphiQL, type GraphiQL } from './graphiql/graphiql.ts'
import { notFound } from './rejections.ts'
import { compressible, type Reply, toReply } from './reply.ts'
import { createSchemaRoute } from './schema-route.ts'

const ENDPOINT = '/graphql'
const SCHEMA = '/schema.graphql'
const ASSETS_PATH = '/graphql/assets/'
const SANDBOX_PATH = '/graphql/sandbox'

export interface RoutesOptions {
  readonly settings: Pick<Settings, 'graphiql' | 'introspection' | 'metricsPort' | 'trustedDocuments'>
  readonly schema: GraphQLSchema
  readonly metrics: Route
  /** Responds to GraphQL requests. */
  readonly graphql: Route['respond']
  readonly readAccept: AcceptReader
  readonly isDraining: () => boolean
  readonly redisState: Gateway['redisState']
  /** Controls the sandbox, where this process has started one. */
  readonly sandbox?: Route | undefined
}

/** What the server has, by path. */
export interface Routes {
  find(path: string): Route | undefined
  /** Whether a request to a route is GraphQL, and not for a page or about methods. */
  isGraphQL(route: Route | undefined, request: IncomingMessage): boolean
}

const text = (status: number, body: string): Reply =>
  toReply(status, { 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store' }, body)

export const createMetricsRoute = (render: Metrics['render']): Route => ({
  methods: ['GET'],
  async respond() {
    const { contentType, body } = await render()
    return compressible(toReply(200, { 'content-type': contentType, 'cache-control': 'no-store' }, body))
  },
})

/** Readiness does not depend on Redis, but whoever looks at it is told. */
const redisLine = (state: ReturnType<Gateway['redisState']>): string =>
  state ? `redis: ${describeRedisState(state)}\n` : ''

/** Paths by what they are for. */
const describePaths = ({
  graphiql,
  introspection,
  metricsPort,
}: Pick<Settings, 'graphiql' | 'introspection' | 'metricsPort'>): string =>
  JSON.stringify({
    name: 'Parley',
    description: 'A GraphQL gateway for Mixin Messenger and SealTalk.',
    graphql: ENDPOINT,
    ...(graphiql && { graphiql: ENDPOINT }),
    ...(introspection && { schema: SCHEMA }),
    health: { live: '/health/live', ready: '/health/ready' },
    ...(metricsPort === undefined && { metrics: '/metrics' }),
  })

export const createRoutes = (options: RoutesOptions): Routes => {
  const { settings, schema, graphql, readAccept, isDraining, redisState } = options
  const sandbox = settings.graphiql ? options.sandbox : undefined
  const graphiql = settings.graphiql
    ? createGraphiQL({
        ...(sandbox && { sandbox: SANDBOX_PATH }),
        ...(settings.trustedDocuments?.only && {
          documents: new Map(settings.trustedDocuments.documents),
          ...(settings.introspection && { schema }),
        }),
      })
    : undefined
  const wantsPage = ({ method, headers }: IncomingMessage): boolean =>
    graphiql !== undefined && method !== 'POST' && readAccept(headers.accept).prefersHtml
  const index = describePaths(settings)

  const pageOf = async ({ page }: GraphiQL): Promise<Reply> => {
    const { status, headers, body } = await page()
    return compressible(toReply(status, headers, body))
  }
  const graphqlOrPage: Route = {
    methods: ['GET', 'POST'],
    respond: (exchange) => (graphiql && wantsPage(exchange.request) ? pageOf(graphiql) : graphql(exchange)),
  }
  const root: Route = {
    methods: ['GET'],
    async respond({ request }) {
      const headers = { vary: 'Accept', 'cache-control': 'no-store' }
      if (wantsPage(request)) return toReply(302, { ...headers, location: ENDPOINT }, '')
      return toReply(200, { ...headers, 'content-type': 'application/json; charset=utf-8' }, index)
    },
  }
  const asset: Route = {
    methods: ['GET'],
    async respond({ request, target }) {
      const found = await graphiql?.asset(target.path, request.headers['accept-encoding'])
      return found ? toReply(found.status, found.headers, found.body) : notFound
    },
  }
  const live: Route = { methods: ['GET'], respond: async () => text(200, 'live\n') }
  const ready: Route = {
    methods: ['GET'],
    respond: async () =>
      isDraining() ? text(503, 'draining\n') : text(200, `ready\n${redisLine(redisState())}`),
  }

  const routes: ReadonlyMap<string, Route> = new Map([
    ['/', root],
    [ENDPOINT, graphqlOrPage],
    // As many GraphQL servers have it.
    [`${ENDPOINT}/`, graphqlOrPage],
    [SCHEMA, createSchemaRoute(schema, settings.introspection)],
    ...(sandbox ? [[SANDBOX_PATH, sandbox] as const] : []),
    ['/health/live', live],
    ['/health/ready', ready],
    ...(settings.metricsPort === undefined ? [['/metrics', options.metrics] as const] : []),
    // The target of OPTIONS that asks about the server.
    ['*', { methods: ['GET', 'POST'], respond: async () => notFound }],
  ])

  return {
    find: (path) => routes.get(path) ?? (path.startsWith(ASSETS_PATH) ? asset : undefined),
    isGraphQL: (route, request) =>
      route === graphqlOrPage && request.method !== 'OPTIONS' && !wantsPage(request),
  }
}
