import { type GatewayRequest, MAX_LIMITED_CALLS } from '../../src/request/request.ts'
import type { PipelineRequest, PipelineResponse } from '../../src/execution/step.ts'
import type { Gateway } from '../../src/gateway.ts'
import type { RequestSpan } from '../../src/telemetry/spans/span.ts'
import { createTrace } from '../../src/request/upstream-trace.ts'
import type { ClientError } from './gateway.ts'

export interface Asking {
  readonly variables?: Record<string, unknown>
  /** An OAuth token; without one, the bot is the viewer. */
  readonly token?: string | undefined
  /** A sealed SealTalk session. */
  readonly session?: string | undefined
  /** Called where the gateway sets the session cookie. */
  readonly onSession?: (sealed: string | null) => void
  /** Identifies callers that share a credential. */
  readonly identity?: string
  /** Rate-limited lookups that the document may make. Default 10. */
  readonly limitedCalls?: number
  readonly isTraced?: boolean
  readonly span?: RequestSpan | undefined
  readonly signal?: AbortSignal
}

export interface Answered {
  readonly data: unknown
  readonly errors: readonly ClientError[]
  readonly extensions: Readonly<Record<string, unknown>>
}

/** A request as data sources see it. */
export const incomingOf = (asking: Asking): GatewayRequest => {
  const { token, identity = 'a test', limitedCalls = MAX_LIMITED_CALLS, isTraced, span, signal } = asking
  const { session, onSession = () => undefined } = asking
  return {
    id: 'request-of-a-test',
    caller: {
      authorization: token === undefined ? undefined : `Bearer ${token}`,
      apiKey: 'absent',
      sealtalkSession: session,
      address: undefined,
      identity,
    },
    limitedCalls: { left: limitedCalls },
    stale: new Map(),
    signal,
    trace: isTraced ? createTrace() : undefined,
    span,
    setSessionCookie: onSession,
  }
}

/** A POST as the server hands it to the pipeline. */
const requestOf = (query: string, asking: Asking): PipelineRequest => {
  const parameters = { query, variables: asking.variables }
  const incoming = incomingOf(asking)
  return {
    url: 'http://gateway/graphql',
    body: Buffer.from(JSON.stringify(parameters)),
    accepted: {
      headers: ['content-type', 'application/json; charset=utf-8'],
      accept: 'application/json',
      asEvents: false,
    },
    caller: incoming.caller,
    isTraced: asking.isTraced === true,
    span: asking.span,
    parameters: () => parameters,
    incoming: () => incoming,
  }
}

export interface RespondedInProcess {
  readonly path: PipelineResponse['path']
  readonly text: string
}

/** Sends an operation to a gateway without a port. */
export const respondInProcess = async (
  gateway: Gateway,
  query: string,
  asking: Asking = {},
): Promise<RespondedInProcess> => {
  const response = await gateway.respond(requestOf(query, asking))
  if ('stream' in response) throw new Error('an incremental response was not expected')
  return { path: response.path, text: [response.body].flat().join('') }
}

/**
 * The same, parsed. Requests of one turn of the event loop arrive in one turn, which sockets cannot promise.
 */
export const askInProcess = async (
  gateway: Gateway,
  query: string,
  asking: Asking = {},
): Promise<Answered> => {
  const { text } = await respondInProcess(gateway, query, asking)
  const { data, errors = [], extensions = {} } = JSON.parse(text) as Partial<Answered>
  return { data, errors, extensions }
}
