import type { Dispatcher } from 'undici'
import type { Sandbox } from '../sandbox/index.ts'
import type { Clock } from '../src/clock.ts'
import { readSettings, withSandbox } from '../src/config/index.ts'
import { createGateway, type Gateway } from '../src/gateway.ts'
import { createLog } from '../src/telemetry/log.ts'
import { createSchema } from '../src/schema.ts'
import { createServer } from '../src/server/server.ts'
import type { Spans } from '../src/telemetry/spans/span.ts'
import { withResolverSpans } from '../src/execution/resolver-spans.ts'
import type { Answer } from './answer.ts'
import { type AnyDocument, type ResultOf, textOf, type VariablesOf } from './document.ts'

/** What may go along with an operation. */
export interface QueryOptions<Variables = Readonly<Record<string, unknown>>> {
  readonly variables?: Variables
  /** Which operation of several is meant. */
  readonly operationName?: string
  readonly headers?: Readonly<Record<string, string>>
  /** The client leaves. */
  readonly signal?: AbortSignal
}

/** A gateway to test with, on a port of its own. */
export interface TestGateway {
  /** Base URL, without a slash at the end; GraphQL is at `/graphql`. */
  readonly url: string
  readonly gateway: Gateway
  /** Lines that the gateway has logged so far. */
  readonly logged: readonly string[]
  /** Sends one operation over HTTP. */
  query<Document extends AnyDocument>(
    document: Document,
    options?: QueryOptions<VariablesOf<Document>>,
  ): Promise<Answer<ResultOf<Document>>>
  /** Finishes what runs and frees the port. */
  close(): Promise<void>
}

export interface TestGatewayOptions {
  /** Settings beside `PORT=0`; see the README. Nothing is read from the environment of the process. */
  readonly env?: Readonly<Record<string, string>>
  /** Stands in for the networks that the settings do not name. */
  readonly sandbox?: Sandbox
  /** Least level that `logged` holds. Default: debug. */
  readonly logLevel?: 'debug' | 'error'
  /** The network below upstream calls. */
  readonly dispatcher?: Dispatcher
  readonly clock?: Clock
  /** Waits before a repeat. Default: really. */
  readonly sleep?: (ms: number) => Promise<void>
  /** Milliseconds that Redis may take. Default: as a gateway that nobody tests. */
  readonly redisTimeoutMs?: number
  /** Milliseconds by which the event loop is said to be late. Default: 0, however busy the machine. */
  readonly loopDelayMs?: () => number
  /** Where requests are recorded. Default: nowhere. */
  readonly spans?: Spans
  /** Milliseconds that an upstream call may take. Default: as a gateway that nobody tests. */
  readonly callTimeoutMs?: number
}

/** Starts the whole gateway on a free port of loopback, with the settings of a test. */
export const startGateway = async (options: TestGatewayOptions): Promise<TestGateway> => {
  const { env, sandbox, loopDelayMs = () => 0, logLevel = 'debug', spans, ...injected } = options
  const given = readSettings({ PORT: '0', SANDBOX: sandbox ? '1' : '0', ...env })
  const settings = sandbox ? withSandbox(given, sandbox.connection) : given
  const logged: string[] = []
  const log = createLog({ level: logLevel, destination: { write: (line) => void logged.push(line) } })
  const traced = spans && { schema: withResolverSpans(createSchema()) }
  const gateway = createGateway({ settings, log, ...injected, ...traced })
  const loopDelay = { p99Ms: loopDelayMs, close: () => undefined }
  const server = createServer({ gateway, settings, log, loopDelay, spans })
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
    async close() {
      await server.drain()
      await gateway.close()
    },
  }
}
