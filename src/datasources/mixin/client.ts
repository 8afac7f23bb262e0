import { randomUUID } from 'node:crypto'
import { isGatewayError, isUnauthenticated, unsupported } from '../../errors.ts'
import type { CallContext } from '../../request/request.ts'
import type { Scope } from '../../request/scope.ts'
import type { Observer } from '../../telemetry/observer.ts'
import { buildPath, type Endpoint, type Parameters } from '../../upstream/endpoint.ts'
import { UnexpectedShape } from '../../upstream/json-readers.ts'
import type { Policy } from '../../upstream/policy.ts'
import type { Upstream } from '../../upstream/transport.ts'
import { packageVersion } from '../../version.ts'
import { callOriginOf } from '../call-origin.ts'
import { observedCall, traceUnsent } from '../observed-call.ts'
import type { Usable } from './credential.ts'
import { fromFailure, noUsableResponse, readResponse } from './errors.ts'
import type { Keystore } from './keystore.ts'
import type { MixinLimits } from './limits.ts'
import type { ServerClock } from './server-clock.ts'
import { createSigner, type SignedRequest } from './signer.ts'

const USER_AGENT = `parley/${packageVersion}`

/** For calls without a credential. */
export const PUBLIC = {
  kind: 'public',
  scope: 'public',
  caller: '',
  group: undefined,
  address: undefined,
} as const

export type CallCredential = Usable | (Omit<typeof PUBLIC, 'address'> & Pick<Usable, 'address'>)

export interface Call<Template extends string, Result> {
  readonly context: CallContext
  readonly credential: CallCredential
  readonly parameters: Parameters<Template>
  /** Serialised once, so that the text sent is the text signed. */
  readonly body?: unknown
  /** Number of ids in the body, for traces and metrics. */
  readonly ids?: number
  /** Never retry, not even after a refusal: the call has a PIN. */
  readonly once?: boolean
  /**
   * Maps `data`. If it throws `UnexpectedShape`, the response counts as unusable.
   * @param asOf when it was fetched, as RFC 3339 text
   */
  readonly decode: (data: unknown, asOf: string) => Result
}

/** The Mixin API with policy, signature and envelope handled. Rejects with `GatewayError` only. */
export interface MixinClient {
  call<Template extends string, Result>(
    endpoint: Endpoint<Template>,
    call: Call<Template, Result>,
  ): Promise<Result>
}

export interface MixinClientOptions {
  readonly upstream: Upstream
  readonly policy: Policy
  readonly limits: MixinLimits
  readonly keystore?: Keystore | undefined
  readonly clock: ServerClock
  readonly observer: Observer
  /** Called when Mixin does not accept a credential, whatever the call was. */
  readonly onUnauthenticated?: ((scope: Scope) => void) | undefined
}

export const createMixinClient = (options: MixinClientOptions): MixinClient => {
  const { upstream, policy, limits, keystore, clock, observer, onUnauthenticated } = options
  const sign = keystore && createSigner(keystore)

  const bearerOf = (
    credential: CallCredential,
    request: Omit<SignedRequest, 'serverTimeMs'>,
  ): string | undefined => {
    if (credential.kind === 'public') return undefined
    if (credential.kind === 'bearer') return credential.token.reveal()
    if (!sign) throw unsupported('mixin', 'This gateway has no Mixin bot. Send an access token.')
    return sign({ ...request, serverTimeMs: clock.date() })
  }

  /** Each attempt has its own request id and signature. */
  const attempt = <Template extends string, Result>(
    endpoint: Endpoint<Template>,
    { context, credential, parameters, ids, decode }: Call<Template, Result>,
    body: string,
    timeoutMs: number,
    index: number,
  ): Promise<Result> => {
    const requestId = randomUUID()
    const { method, effect } = endpoint
    return observedCall({
      network: 'mixin',
      endpoint,
      parameters,
      ids,
      attempt: index,
      context,
      observer,
      clock: clock.local,
      send: () =>
        upstream.send({
          method,
          path: buildPath(endpoint, parameters),
          body: body === '' ? undefined : body,
          timeoutMs,
          attempt: index,
          signal: context.signal,
          headers(path) {
            const bearer = bearerOf(credential, { method, path, body, requestId })
            const all: Record<string, string> = {
              accept: 'application/json',
              'accept-encoding': 'identity',
              'user-agent': USER_AGENT,
              'x-request-id': requestId,
            }
            if (bearer !== undefined) all['authorization'] = `Bearer ${bearer}`
            if (body !== '') all['content-type'] = 'application/json'
            return all
          },
        }),
      read(response, asOf) {
        clock.observe(response.headers['x-server-time'])
        return decode(readResponse(effect, response, requestId), asOf)
      },
      toGatewayError(thrown) {
        if (isGatewayError(thrown)) return thrown
        return thrown instanceof UnexpectedShape
          ? noUsableResponse(effect, true, thrown)
          : fromFailure(effect, thrown)
      },
    })
  }

  /** Whether the clock was wrong when a call was signed. A 401 had no effect, so signing again is safe for writes. */
  const isDueToClock = (
    error: unknown,
    { once, credential }: Pick<Call<string, unknown>, 'once' | 'credential'>,
    signedOffsetMs: number,
  ): boolean =>
    once !== true && isUnauthenticated(error) && credential.kind === 'bot' && clock.wasSkewed(signedOffsetMs)

  return {
    async call(endpoint, call) {
      const { credential, context, ids = 0 } = call
      const body = call.body === undefined ? '' : JSON.stringify(call.body)
      const guarded = {
        limit: limits.of(endpoint.operation),
        effect: endpoint.effect,
        scope: credential.scope,
        caller: credential.caller,
        group: credential.group,
        origin: callOriginOf(credential.scope, credential.address),
        // What a write sends is the caller's own choice, and varying it must not look like many subjects.
        subject: () => buildPath(endpoint, call.parameters) + (endpoint.effect === 'read' ? body : ''),
      }
      const send = (timeoutMs: number, index: number) => attempt(endpoint, call, body, timeoutMs, index)
      for (let isSignedAgain = false; ; isSignedAgain = true) {
        const signedOffsetMs = clock.offsetMs
        try {
          return await policy.run(guarded, send)
        } catch (error) {
          if (!isSignedAgain && isDueToClock(error, call, signedOffsetMs)) continue
          traceUnsent(error, 'mixin', endpoint, ids, context)
          if (credential.kind !== 'public' && isUnauthenticated(error)) onUnauthenticated?.(credential.scope)
          throw error
        }
      }
    },
  }
}
