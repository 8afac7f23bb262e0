import type { Dispatcher } from 'undici'
import type { Clock } from '../../src/clock.ts'
import { readSettings } from '../../src/config.ts'
import { createGateway, type Gateway } from '../../src/gateway.ts'
import { createLog } from '../../src/log.ts'
import { createServer } from '../../src/server/server.ts'

export interface ClientError {
  readonly message: string
  readonly path?: readonly (string | number)[]
  readonly extensions: Readonly<Record<string, unknown>>
}

/** A GraphQL answer as a client reads it. */
export interface Answer {
  readonly status: number
  readonly headers: Headers
  readonly data: unknown
  readonly errors: readonly ClientError[]
  readonly extensions: Readonly<Record<string, unknown>>
}

export interface TestGateway {
  readonly url: string
  readonly gateway: Gateway
  /** Lines that the gateway has logged so far. */
  readonly logged: readonly string[]
  /** Sends one operation over HTTP. */
  query(
    document: string,
    options?: {
      readonly variables?: Record<string, unknown>
      readonly headers?: Record<string, string>
      /** The client leaves. */
      readonly signal?: AbortSignal
    },
  ): Promise<Answer>
  close(): Promise<void>
}

export interface TestGatewayOptions {
  /** Settings beside `PORT=0` and `SANDBOX=0`. */
  readonly env: Record<string, string>
  /** Least level that `logged` holds. Default: debug. */
  readonly logLevel?: 'debug' | 'error'
  readonly dispatcher?: Dispatcher
  readonly clock?: Clock
  /** Waits before a repeat. Default: really. */
  readonly sleep?: (ms: number) => Promise<void>
  /** Milliseconds that Redis may take. Default: as a gateway that nobody tests. */
  readonly redisTimeoutMs?: number
  /** Milliseconds by which the event loop is said to be late. Default: 0, however busy the machine. */
  readonly loopDelayMs?: () => number
  /** Milliseconds that an upstream call may take. Default: as a gateway that nobody tests. */
  readonly callTimeoutMs?: number
}

/** The whole gateway on a free port of loopback, with the settings of a test. */
export const startGateway = async (options: TestGatewayOptions): Promise<TestGateway> => {
  const { env, loopDelayMs = () => 0, logLevel = 'debug', ...injected } = options
  const lane = process.env['PARLEY_LANE']
  const settings = readSettings({ PORT: '0', SANDBOX: '0', ...(lane && { PARLEY_LANE: lane }), ...env })
  const logged: string[] = []
  const log = createLog({ level: logLevel, destination: { write: (line) => void logged.push(line) } })
  const gateway = createGateway({ settings, log, ...injected })
  const loopDelay = { p99Ms: loopDelayMs, close: () => undefined }
  const server = createServer({ gateway, settings, log, loopDelay })
  await gateway.ready
  const url = await server.listen()
  return {
    url,
    gateway,
    logged,
    async query(query, { variables, headers, signal } = {}) {
      const response = await fetch(`${url}/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...headers },
        body: JSON.stringify({ query, variables }),
        ...(signal && { signal }),
      })
      const { data, errors, extensions } = (await response.json()) as Partial<Answer>
      return {
        status: response.status,
        headers: response.headers,
        data,
        errors: errors ?? [],
        extensions: extensions ?? {},
      }
    },
    async close() {
      await server.drain()
      await gateway.close()
    },
  }
}

/** The codes of an answer's errors with their paths, as in `conversation.name: FORBIDDEN`. */
export const codesOf = ({ errors }: Answer): string[] =>
  errors.map(({ path, extensions }) => `${(path ?? []).join('.')}: ${String(extensions['code'])}`)
