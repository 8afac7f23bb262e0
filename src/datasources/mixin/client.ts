import { randomUUID } from 'node:crypto'
import { isGatewayError, unsupported } from '../../errors.ts'
import type { CallContext } from '../../request/request.ts'
import type { Observer } from '../../telemetry/observer.ts'
import { buildPath, type Endpoint, type Parameters } from '../../upstream/endpoint.ts'
import { UnexpectedShape } from '../../upstream/json-readers.ts'
import type { Policy } from '../../upstream/policy.ts'
import type { Upstream } from '../../upstream/transport.ts'
import { packageVersion } from '../../version.ts'
import { observedCall } from '../observed-call.ts'
import type { Usable } from './credential.ts'
import { fromFailure, noUsableResponse, readResponse } from './errors.ts'
import type { Keystore } from './keystore.ts'
import type { MixinLimits } from './limits.ts'
import type { ServerClock } from './server-clock.ts'
import { createSigner, type SignedRequest } from './signer.ts'

/** For calls that carry no credential. */
export const PUBLIC = { kind: 'public', scope: 'public', caller: '' } as const

export type CallCredential = Usable | typeof PUBLIC

export interface Call<Template extends string, Result> {
  readonly context: CallContext
  readonly credential: CallCredential
  readonly parameters: Parameters<Template>
  /** Serialised once: the very text that is signed is sent. */
  readonly body?: unknown
  /** How many ids the body carries, for traces and metrics. */
  readonly ids?: number
  /** Never send this twice, not even after a refusal: it carries a PIN. */
  readonly once?: boolean
  /** Reads `data`; what it throws as `UnexpectedShape` becomes UPSTREAM_UNAVAILABLE. */
  readonly decode: (data: unknown) => Result
}

/** Calls of the Mixin API: guarded, signed, out of their envelope. Rejects with `GatewayError` only. */
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
}

export const createMixinClient = (options: MixinClientOptions): MixinClient => {
  const { upstream, policy, limits, keystore, clock, observer } = options
  const sign = keystore && createSigner(keystore)

  const bearerOf = (
    credential: CallCredential,
    request: Omit<SignedRequest, 'serverTimeMs'>,
  ): string | undefined => {
    if (credential.kind === 'public') return undefined
    if (credential.kind === 'bearer') return credential.token.reveal()
    if (!sign) throw unsupported('mixin', 'This gateway has no Mixin bot.')
    return sign({ ...request, serverTimeMs: clock.now() })
  }

  /** One attempt: a request id, a signature and an answer of its own. */
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
            return {
              accept: 'application/json',
              'accept-encoding': 'identity',
              'user-agent': `parley/${packageVersion}`,
              'x-request-id': requestId,
              ...(bearer !== undefined && { authorization: `Bearer ${bearer}` }),
              ...(body !== '' && { 'content-type': 'application/json' }),
            }
          },
        }),
      read(answer) {
        clock.observe(answer.headers['x-server-time'])
        return decode(readResponse(effect, answer, requestId))
      },
      toGatewayError(thrown) {
        if (isGatewayError(thrown)) return thrown
        return thrown instanceof UnexpectedShape
          ? noUsableResponse(effect, true, thrown)
          : fromFailure(effect, thrown)
      },
    })
  }

  return {
    async call(endpoint, call) {
      const body = call.body === undefined ? '' : JSON.stringify(call.body)
      const { credential } = call
      const guarded = {
        limit: limits.of(endpoint.operation),
        effect: endpoint.effect,
        scope: credential.scope,
        caller: credential.caller,
      }
      const send = () =>
        policy.run(guarded, (timeoutMs, index) => attempt(endpoint, call, body, timeoutMs, index))
      const signedWithMs = clock.offsetMs
      try {
        return await send()
      } catch (error) {
        // A 401 did nothing, so a write may be repeated too: its token was signed with a wrong clock.
        const isRefused = isGatewayError(error) && error.code === 'UNAUTHENTICATED'
        const isClockToBlame = credential.kind === 'bot' && clock.wasSkewed(signedWithMs)
        if (call.once || !isRefused || !isClockToBlame) throw error
        return send()
      }
    },
  }
}
