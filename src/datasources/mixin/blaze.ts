import { randomUUID } from 'node:crypto'
import { promisify } from 'node:util'
import { gunzip, gzipSync } from 'node:zlib'
import type { RawData } from 'ws'
import type { Cancellation } from '../../cancellation.ts'
import { isGatewayError, toError } from '../../errors.ts'
import { asObject, requiredText } from '../../upstream/json-readers.ts'
import { isObject, parseJson } from '../../json.ts'
import { TransportFailure } from '../../upstream/send-request.ts'
import { CONNECT_TIMEOUT_MS, type Egress, explainTls, proxyFor, toTlsOptions } from '../../upstream/egress.ts'
import { openTunnel } from '../../upstream/tunnel.ts'
import { fromErrorBody, noUsableResponse } from './errors.ts'

const MAX_FRAME_BYTES = 1024 * 1024

const inflate = promisify(gunzip)

/** Frames are gzipped JSON, in binary. */
const readFrame = async (frame: RawData): Promise<unknown> => {
  const bytes = Array.isArray(frame) ? Buffer.concat(frame) : Buffer.from(frame as Buffer)
  return parseJson((await inflate(bytes, { maxOutputLength: MAX_FRAME_BYTES })).toString('utf8'))
}

export interface BlazeOptions {
  readonly timeoutMs: number
  readonly signal?: Cancellation | undefined
  /** How Mixin is reached. Default: directly. */
  readonly egress?: Egress | undefined
}

const unavailable = (cause: unknown): Error => noUsableResponse('read', true, explainTls(toError(cause)))

const refuseTunnel = (cause: unknown): never => {
  throw unavailable(cause)
}

/**
 * Creates an authorization request for an app and resolves to its id. Uses a websocket without a credential; grants
 * nothing. @see docs/networks/mixin.md#oauth
 */
export const requestAuthorization = async (
  url: string,
  { clientId, scopes }: { readonly clientId: string; readonly scopes: readonly string[] },
  { timeoutMs, signal, egress = {} }: BlazeOptions,
): Promise<string> => {
  // Only this call needs it.
  const { WebSocket } = await import('ws')
  const proxy = proxyFor(new URL(url), egress)
  const tunnel = proxy && (await openTunnel(proxy, new URL(url), egress).catch(refuseTunnel))
  return new Promise((resolve, reject) => {
    const cancelled = (): unknown => noUsableResponse('read', false, new TransportFailure('cancelled', false))
    if (signal?.aborted) return reject(cancelled())
    const id = randomUUID()
    const socket = new WebSocket(url, 'Mixin-OAuth-1', {
      handshakeTimeout: CONNECT_TIMEOUT_MS,
      maxPayload: MAX_FRAME_BYTES,
      perMessageDeflate: false,
      followRedirects: false,
      ...toTlsOptions(egress),
      ...(tunnel && { createConnection: () => tunnel }),
    })
    const end = (settle: () => void): void => {
      clearTimeout(timer)
      signal?.removeEventListener('abort', cancel)
      socket.close()
      // Do not wait for a peer that does not complete the closing handshake.
      setTimeout(() => socket.terminate(), 100).unref()
      settle()
    }
    const fail = (cause: unknown): void =>
      end(() => reject(isGatewayError(cause) ? cause : unavailable(cause)))
    const cancel = (): void => fail(cancelled())
    const timer = setTimeout(() => fail(new Error('no frame before the time-out')), timeoutMs)
    signal?.addEventListener('abort', cancel)

    const receive = async (frame: RawData): Promise<void> => {
      const response = await readFrame(frame)
      if (!isObject(response) || response['id'] !== id) return
      const refusal = fromErrorBody('read', response['error'])
      if (refusal) throw refusal
      const authorizationId = requiredText(asObject(response['data'], 'authorization'), 'authorization_id')
      end(() => resolve(authorizationId))
    }

    socket.on('open', () => {
      const params = {
        client_id: clientId,
        scope: scopes.join(' '),
        authorization_id: '',
        code_challenge: '',
      }
      socket.send(gzipSync(JSON.stringify({ id, action: 'REFRESH_OAUTH_CODE', params })))
    })
    socket.on('message', (frame) => void receive(frame).catch(fail))
    socket.on('error', fail)
    socket.on('close', () => fail(new Error('the websocket closed before a response')))
    if (signal?.aborted) cancel()
  })
}
