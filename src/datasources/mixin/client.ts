import { randomUUID } from 'node:crypto'
import { type ErrorCode, GatewayError, isGatewayError, unsupported } from '../../errors.ts'
import type { GatewayRequest, ObserveUpstream } from '../../gateway-request.ts'
import { buildPath, displayPath, type Endpoint, type Parameters } from '../../http/endpoint.ts'
import { UnexpectedShape } from '../../http/json.ts'
import type { HttpAnswer } from '../../http/request.ts'
import type { Upstream } from '../../http/upstream.ts'
import { packageVersion } from '../../version.ts'
import type { Usable } from './credential.ts'
import { fromFailure, noVerdict, readAnswer } from './errors.ts'
import type { Keystore } from './keystore.ts'
import type { ServerClock } from './server-clock.ts'
import { createSigner } from './signer.ts'

/** `public` calls carry no credential. */
export type CallCredential = Usable | { readonly kind: 'public' }

export interface Call<Template extends string, Result> {
  readonly request: GatewayRequest
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

/** Calls of the Mixin API: signing, envelope, errors. Rejects with `GatewayError` only. */
export interface MixinClient {
  call<Template extends string, Result>(
    endpoint: Endpoint<Template>,
    call: Call<Template, Result>,
  ): Promise<Result>
}

export interface MixinClientOptions {
  readonly upstream: Upstream
  readonly keystore?: Keystore | undefined
  readonly clock: ServerClock
  readonly observe: ObserveUpstream
}

const isRefusal = (error: unknown, code: ErrorCode): boolean => isGatewayError(error) && error.code === code

export const createMixinClient = ({
  upstream,
  keystore,
  clock,
  observe,
}: MixinClientOptions): MixinClient => {
  const sign = keystore && createSigner(keystore)

  const authorization = (
    credential: CallCredential,
    method: string,
    path: string,
    body: string,
    requestId: string,
  ) => {
    if (credential.kind === 'public') return undefined
    if (credential.kind === 'bearer') return `Bearer ${credential.token.reveal()}`
    if (!sign) throw unsupported('mixin', 'This gateway has no Mixin bot.')
    return `Bearer ${sign({ method, path, body, requestId, serverTimeMs: clock.now() })}`
  }

  /** One attempt: a request id, a signature and an answer of its own. */
  const attempt = async <Template extends string, Result>(
    endpoint: Endpoint<Template>,
    { request, credential, parameters, ids, decode }: Call<Template, Result>,
    body: string,
  ): Promise<Result> => {
    const requestId = randomUUID()
    const startedAt = performance.now()
    let answer: HttpAnswer | undefined
    let outcome: GatewayError | undefined
    try {
      answer = await upstream.send({
        method: endpoint.method,
        path: buildPath(endpoint, parameters),
        body: body === '' ? undefined : body,
        signal: request.signal,
        headers: (path) => {
          const bearer = authorization(credential, endpoint.method, path, body, requestId)
          return {
            accept: 'application/json',
            'accept-encoding': 'identity',
            'user-agent': `parley/${packageVersion}`,
            'x-request-id': requestId,
            ...(bearer !== undefined && { authorization: bearer }),
            ...(body !== '' && { 'content-type': 'application/json' }),
          }
        },
      })
      clock.observe(answer.headers['x-server-time'])
      return decode(readAnswer(endpoint.effect, answer, requestId))
    } catch (error) {
      if (isGatewayError(error)) outcome = error
      else if (error instanceof UnexpectedShape) outcome = noVerdict(endpoint.effect, true, error)
      else outcome = fromFailure(endpoint.effect, error)
      throw outcome
    } finally {
      const { operation, method, template } = endpoint
      const status = answer?.status ?? null
      const durationMs = performance.now() - startedAt
      request.trace?.call({
        network: 'mixin',
        operation,
        method,
        path: displayPath(endpoint, parameters),
        ids: ids ?? 0,
        status,
        durationMs,
        cache: 'miss',
      })
      observe({
        network: 'mixin',
        operation,
        method,
        template,
        requestId: request.id,
        status,
        outcome: outcome?.code ?? 'ok',
        durationMs,
        error: outcome,
      })
    }
  }

  return {
    async call(endpoint, call) {
      const body = call.body === undefined ? '' : JSON.stringify(call.body)
      const signedWithMs = clock.offsetMs
      try {
        return await attempt(endpoint, call, body)
      } catch (error) {
        // A 401 did nothing, so a write may be repeated too: its token was signed with a wrong clock.
        const clockToBlame = call.credential.kind === 'bot' && clock.wasSkewed(signedWithMs)
        if (call.once || !clockToBlame || !isRefusal(error, 'UNAUTHENTICATED')) throw error
        return attempt(endpoint, call, body)
      }
    },
  }
}

/** Null for a thing that Mixin does not know. */
export const nullIfNotFound = async <Result>(call: Promise<Result>): Promise<Result | null> => {
  try {
    return await call
  } catch (error) {
    if (error instanceof GatewayError && error.code === 'NOT_FOUND') return null
    throw error
  }
}
