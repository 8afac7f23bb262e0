import type { Clock } from '../../clock.ts'
import { isGatewayError, isUnauthenticated } from '../../errors.ts'
import type { Caller, CallContext } from '../../request/request.ts'
import type { Scope } from '../../request/scope.ts'
import type { Observer } from '../../telemetry/observer.ts'
import type { LimitClass } from '../../upstream/rate-limits/limit-class.ts'
import { buildPath, type Parameters } from '../../upstream/endpoint.ts'
import type { Policy } from '../../upstream/policy.ts'
import type { HttpResponse } from '../../upstream/send-request.ts'
import type { Upstream } from '../../upstream/transport.ts'
import { packageVersion } from '../../version.ts'
import { callOriginOf } from '../call-origin.ts'
import { observedCall, traceUnsent } from '../observed-call.ts'
import type { SealTalkEndpoint } from './endpoints.ts'
import { fromFailure, readResponse } from './errors.ts'
import { createGenerations, type Generation } from './generation.ts'
import type { OpenSession } from './session.ts'

/** The method of the seven disputed reads: `server` GET, `document` POST. */
export type SealTalkDialect = 'server' | 'document'

export interface Call<Template extends string, Result> {
  readonly context: CallContext
  /** Absent if the endpoint needs none. */
  readonly session?: OpenSession | undefined
  /** Absent if several callers share the call. */
  readonly caller?: Pick<Caller, 'address' | 'identity'> | undefined
  readonly parameters?: Parameters<Template> | undefined
  /** Never shown in a trace. */
  readonly query?: URLSearchParams | undefined
  readonly body?: Readonly<Record<string, string | number | readonly string[]>> | undefined
  /** Number of ids in the query, for traces and metrics. */
  readonly ids?: number | undefined
  /** The scope of the rate-limit budget. Default: the session's scope, else the caller's. */
  readonly budget?: string | undefined
  /**
   * Maps `result`, null if absent. If it throws `UnexpectedShape`, the response counts as unusable.
   * @param asOf when it was fetched, as RFC 3339 text
   */
  readonly decode: (result: unknown, asOf: string, headers: HttpResponse['headers']) => Result
}

/** The SealTalk API with policy, cookie and envelope handled. Rejects with `GatewayError` only. */
export interface SealTalkClient {
  call<Template extends string, Result>(
    endpoint: SealTalkEndpoint<Template>,
    call: Call<Template, Result>,
  ): Promise<Result>
  /** Which generation the server belongs to; undefined while its responses have not revealed it. */
  generation(): Generation | undefined
}

export interface SealTalkClientOptions {
  readonly upstream: Upstream
  readonly policy: Policy
  readonly dialect: SealTalkDialect
  readonly observer: Observer
  readonly clock: Clock
  /** Called when the upstream does not accept a session, whatever the call was. */
  readonly onUnauthenticated?: ((scope: Scope) => void) | undefined
}

/** For a refusal by a proxy, since SealTalk has no rate limit of its own: 60 s, doubling to 15 minutes. */
const COOLDOWN = { firstMs: 60_000, maxMs: 15 * 60_000 }

/** Each endpoint has its own limit class. */
const limitOf = ({ operation }: SealTalkEndpoint): LimitClass => ({
  name: `sealtalk ${operation}`,
  cooldown: COOLDOWN,
})

/** What a call may be about. Other values, such as a page's offset, are the caller's own choice. */
const SUBJECTS = [
  'id',
  'friendId',
  'groupId',
  'targetId',
  'region',
  'phone',
  'st_account',
  'verification_token',
] as const

/** The thing that a call names, else the caller's own account. */
const subjectOf = (call: Call<string, unknown>): string => {
  const parameters: Readonly<Record<string, string>> = call.parameters ?? {}
  const named = SUBJECTS.flatMap((name) => {
    const values = [parameters[name], call.body?.[name], ...(call.query?.getAll(name) ?? [])]
    return values.filter((value) => value !== undefined)
  })
  return JSON.stringify(named.length > 0 ? named : [call.session?.scope])
}

const headersOf = ({ session, caller }: Call<string, unknown>): Record<string, string> => ({
  accept: 'application/json',
  'accept-encoding': 'identity',
  // SealTalk responds with 500 to requests without it.
  'user-agent': `parley/${packageVersion}`,
  'content-type': 'application/json',
  ...(session && { cookie: session.cookie.reveal() }),
  // SealTalk counts text messages by client address. It reads IPv4 addresses only and fails on others.
  ...(caller?.address?.ipv4 !== undefined && { 'x-forwarded-for': caller.address.ipv4 }),
})

export const createSealTalkClient = (options: SealTalkClientOptions): SealTalkClient => {
  const { upstream, policy, dialect, observer, clock, onUnauthenticated } = options
  const generations = createGenerations()

  const attempt = <Template extends string, Result>(
    endpoint: SealTalkEndpoint<Template>,
    call: Call<Template, Result>,
    timeoutMs: number,
    index: number,
  ): Promise<Result> => {
    const method = endpoint.disputed && dialect === 'document' ? 'POST' : endpoint.method
    const parameters: Readonly<Record<string, string>> = call.parameters ?? {}
    const query = call.query && call.query.size > 0 ? `?${call.query}` : ''
    return observedCall({
      network: 'sealtalk',
      endpoint: { ...endpoint, method },
      parameters,
      ids: call.ids,
      attempt: index,
      context: call.context,
      observer,
      clock,
      send: () =>
        upstream.send({
          method,
          path: buildPath(endpoint, parameters) + query,
          body: method !== 'GET' ? JSON.stringify(call.body ?? {}) : undefined,
          timeoutMs,
          signal: call.context.signal,
          headers: () => headersOf(call),
        }),
      read: (response, asOf) =>
        call.decode(readResponse(endpoint, response, generations), asOf, response.headers),
      toGatewayError: (thrown) => (isGatewayError(thrown) ? thrown : fromFailure(endpoint, thrown)),
    })
  }

  return {
    generation: generations.current,
    async call(endpoint, call) {
      const limit = limitOf(endpoint)
      const caller = call.caller?.identity ?? ''
      const scope = call.budget ?? call.session?.scope ?? `public ${caller}`
      const guarded = {
        limit,
        effect: endpoint.effect,
        scope,
        caller,
        origin: callOriginOf(call.session?.scope, call.caller?.address),
        subject: () => subjectOf(call),
      }
      try {
        return await policy.run(guarded, (timeoutMs, index) => attempt(endpoint, call, timeoutMs, index))
      } catch (error) {
        traceUnsent(error, 'sealtalk', endpoint, call.ids ?? 0, call.context)
        if (call.session && isUnauthenticated(error)) onUnauthenticated?.(call.session.scope)
        throw error
      }
    },
  }
}
