import { randomUUID } from 'node:crypto'
import { promisify } from 'node:util'
import { gunzip, gzipSync } from 'node:zlib'
import { type RawData, WebSocket } from 'ws'
import { isGatewayError } from '../../errors.ts'
import { asObject, requiredText } from '../../upstream/json-readers.ts'
import { isObject, parseJson } from '../../json.ts'
import { TransportFailure } from '../../upstream/send-request.ts'
import { CONNECT_TIMEOUT_MS } from '../../upstream/transport.ts'
import { fromErrorBody, noUsableResponse } from './errors.ts'

const MAX_FRAME_BYTES = 1024 * 1024

const inflate = promisify(gunzip)

/** Frames are gzipped JSON, in binary. */
const readFrame = async (frame: RawData): Promise<unknown> => {
  const bytes = Array.isArray(frame) ? Buffer.concat(frame) : Buffer.from(frame as Buffer)
  return parseJson((await inflate(bytes, { maxOutputLength: MAX_FRAME_BYTES })).toString('utf8'))
}

/**
 * Asks for an authorization request of an app: the way from a client id to an authorization id. Over a
 * websocket without a credential; nothing is granted by it. @see docs/networks/mixin.md#oauth
 */
export const requestAuthorization = (
  url: string,
  { clientId, scopes }: { readonly clientId: string; readonly scopes: readonly string[] },
  { timeoutMs, signal }: { readonly timeoutMs: number; readonly signal?: AbortSignal | undefined },
): Promise<string> =>
  new Promise((resolve, reject) => {
    const gone = (): unknown => noUsableResponse('read', false, new TransportFailure('cancelled', false))
    if (signal?.aborted) return reject(gone())
    const id = randomUUID()
    const socket = new WebSocket(url, 'Mixin-OAuth-1', {
      handshakeTimeout: CONNECT_TIMEOUT_MS,
      maxPayload: MAX_FRAME_BYTES,
      perMessageDeflate: false,
      followRedirects: false,
    })
    const end = (settle: () => void): void => {
      clearTimeout(timer)
      signal?.removeEventListener('abort', cancel)
      socket.close()
      // A socket that does not close by itself is not waited for.
      setTimeout(() => socket.terminate(), 100).unref()
      settle()
    }
    const fail = (cause: unknown): void =>
      end(() => reject(isGatewayError(cause) ? cause : noUsableResponse('read', true, cause)))
    const cancel = (): void => fail(gone())
    const timer = setTimeout(() => fail(new Error('no frame came in time')), timeoutMs)
    signal?.addEventListener('abort', cancel)

    const receive = async (frame: RawData): Promise<void> => {
      const answer = await readFrame(frame)
      if (!isObject(answer) || answer['id'] !== id) return
      const refusal = fromErrorBody('read', answer['error'])
      if (refusal) throw refusal
      const authorizationId = requiredText(asObject(answer['data'], 'authorization'), 'authorization_id')
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
    socket.on('close', () => fail(new Error('the websocket closed before an answer')))
    if (signal?.aborted) cancel()
  })
