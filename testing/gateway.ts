import type { Dispatcher } from 'undici'
import type { Sandbox } from '../sandbox/index.ts'
import type { Clock } from '../src/clock.ts'
import { readSettings, withSandbox } from '../src/config/index.ts'
import type { Settings } from '../src/config/settings.ts'
import { createGateway, type Gateway } from '../src/gateway.ts'
import { createLog } from '../src/telemetry/log.ts'
import { createSchema } from '../src/schema.ts'
import { createServer } from '../src/server/server.ts'
import type { Ticker } from '../src/server/ticker.ts'
import type { Spans } from '../src/telemetry/spans/span.ts'
import { withResolverSpans } from '../src/execution/resolver-spans.ts'
import type { StateBounds } from '../src/upstream/rate-limits/expiring-map.ts'
import type { WorkerStore } from '../src/workers/worker-stores.ts'
import type { Answer } from './answer.ts'
import { type AnyDocument, type ResultOf, textOf, type VariablesOf } from './document.ts'

/** Options for one operation. */
export interface QueryOptions<Variables = Readonly<Record<string, unknown>>> {
  readonly variables?: Variables
  /** The operation to execute if the document has several. */
  readonly operationName?: string
  readonly headers?: Readonly<Record<string, string>>
  /** Aborts the request, as if the client disconnected. */
  readonly signal?: AbortSignal
}

/** A gateway for tests, on its own port. */
export interface TestGateway {
  /** Base URL without a trailing slash. GraphQL is at `/graphql`. */
  readonly url: string
  /** @internal */
  readonly gateway: Gateway
  /** Log lines of the gateway so far. */
  readonly logged: readonly string[]
  /** Sends one operation over HTTP. */
  query<Document extends AnyDocument>(
    document: Document,
    options?: QueryOptions<VariablesOf<Document>>,
  ): Promise<Answer<ResultOf<Document>>>
  /** Takes other settings in place of `env`, as at SIGHUP. @internal */
  reload(env: Readonly<Record<string, string>>): void
  /** Finishes the requests in progress and frees the port. */
  close(): Promise<void>
}

export interface TestGatewayOptions {
  /** Settings in addition to `PORT=0`; see docs/settings.md. The environment of the process is not read. */
  readonly env?: Readonly<Record<string, string>>
  /** Replaces the networks that the settings do not configure. */
  readonly sandbox?: Sandbox
  /** Minimum level of the lines in `logged`. Default: debug. */
  readonly logLevel?: 'debug' | 'info' | 'error'
  /** Sends the upstream calls. Default: over the network. @internal */
  readonly dispatcher?: Dispatcher
  readonly clock?: Clock
  /** Waits before a retry. Default: in real time. */
  readonly sleep?: (ms: number) => Promise<void>
  /** Timeout of Redis. Default: as in production. */
  readonly redisTimeoutMs?: number
  /** Event loop delay to simulate, in milliseconds. Default: 0. */
  readonly loopDelayMs?: () => number
  /** Time of the checks on slow clients. Default: real time. @internal */
  readonly ticker?: Ticker
  /** Records spans of requests. Default: none. @internal */
  readonly spans?: Spans
  /** Bounds of counts, cooldowns and revoked sessions. Default: as in production. @internal */
  readonly stateBounds?: StateBounds
  /** Opens the state that several workers share. Default: none. @internal */
  readonly openWorkerStore?: () => WorkerStore
  /** Timeout of an upstream call. Default: as in production. */
  readonly callTimeoutMs?: number
}

/** Starts the whole gateway on a free loopback port, with the settings of a test. */
export const startGateway = async (options: TestGatewayOptions): Promise<TestGateway> => {
  const { env, sandbox, loopDelayMs = () => 0, logLevel = 'debug', spans, ticker, ...injected } = options
  const read = (env: TestGatewayOptions['env']): Settings => {
    const given = readSettings({ PORT: '0', SANDBOX: sandbox ? '1' : '0', ...env })
    return sandbox ? withSandbox(given, sandbox.connection) : given
  }
  const settings = read(env)
  const logged: string[] = []
  const log = createLog({ level: logLevel, destination: { write: (line) => void logged.push(line) } })
  const traced = spans && { schema: withResolverSpans(createSchema()) }
  const gateway = createGateway({ settings, log, ...injected, ...traced })
  const loopDelay = { p99Ms: loopDelayMs, close: () => undefined }
  const server = createServer({ gateway, settings, log, loopDelay, spans, ticker })
  await gateway.ready
  const url = await server.listen()
  return {
    url,
    gateway,
    logged,
    async query<Document extends AnyDocument>(
      document: Document,
      { variables, operationName, headers, signal }: QueryOptions<VariablesOf<Document>> = {},
    ) {
      const response = await fetch(`${url}/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...headers },
        body: JSON.stringify({ query: textOf(document), variables, operationName }),
        ...(signal && { signal }),
      })
      const body = (await response.json()) as Partial<Answer<ResultOf<Document>>>
      const { data, errors = [], extensions = {} } = body
      return { status: response.status, headers: response.headers, data, errors, extensions }
    },
    reload: (env) => server.reload(read(env)),
    async close() {
      await server.drain()
      await gateway.close()
    },
  }
}
