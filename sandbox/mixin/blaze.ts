import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import { setTimeout as delay } from 'node:timers/promises'
import { gunzipSync } from 'node:zlib'
import { WebSocketServer } from 'ws'
import type { RawData, WebSocket } from 'ws'
import { isJsonObject, parseJson } from '../response.ts'
import type { UpstreamResponse } from '../response.ts'
import { deliveryFor } from '../fault-delivery.ts'
import type { ErrorConventions, Instruments } from '../upstream.ts'
import { authorizationView } from './authorization-view.ts'
import { deliverFrame } from './blaze-delivery.ts'
import { answerWith } from './endpoint.ts'
import { MixinError, invalidField } from './errors.ts'
import { isUuid, textField } from './fields.ts'
import { REQUIRED_SCOPE } from './oauth-authorize.ts'
import type { World } from './world.ts'

/** The websocket's one action, as faults and counters name it. */
export const REFRESH_ENDPOINT = 'WS REFRESH_OAUTH_CODE'

const SUB_PROTOCOL = 'Mixin-OAuth-1'
const MAX_FRAME_BYTES = 65_536
const UNSUPPORTED_DATA = 1003
const SERVER_FAILED = 1011

type Frame = { id: string; action: string; params: Record<string, unknown> }

const readFrame = (data: RawData, isBinary: boolean): Frame | null => {
  if (!isBinary || !Buffer.isBuffer(data)) return null
  try {
    const frame = parseJson(gunzipSync(data, { maxOutputLength: MAX_FRAME_BYTES }).toString())
    if (!isJsonObject(frame)) return null
    const { id, action, params } = frame
    if (!isUuid(id) || typeof action !== 'string') return null
    return { id, action, params: isJsonObject(params) ? params : {} }
  } catch {
    return null
  }
}

/** Opens a request for rights, or shows one that the same app has opened before. */
const refreshOauthCode = (world: World, params: Record<string, unknown>): unknown => {
  const clientId = params['client_id']
  if (!isUuid(clientId)) throw invalidField('client_id', 'must be a lower-case UUID')
  if ((world.people.get(clientId)?.app ?? null) === null) throw new MixinError(404)
  const scopes = (textField(params, 'scope') ?? '').split(' ').filter((scope) => scope !== '')
  if (!scopes.includes(REQUIRED_SCOPE)) throw invalidField('scope', `must include ${REQUIRED_SCOPE}`)
  const known = world.authorizations.find(textField(params, 'authorization_id') ?? '')
  const isUsable = known?.clientId === clientId && !world.authorizations.isExpired(known)
  const codeChallenge = textField(params, 'code_challenge') ?? ''
  const authorization = isUsable
    ? known
    : world.authorizations.open({ clientId, scopes, codeChallenge, createdAt: world.stamp() })
  return authorizationView(world, authorization)
}

const act = (world: World, frame: Frame): UpstreamResponse =>
  answerWith(() => {
    if (frame.action !== 'REFRESH_OAUTH_CODE') throw new MixinError(404)
    return refreshOauthCode(world, frame.params)
  })

/** Adds the frame's id and action to a response. */
const addressed = (frame: Frame, response: UpstreamResponse): UpstreamResponse => {
  const body = parseJson(response.body.toString())
  if (!isJsonObject(body)) return response
  return { ...response, body: JSON.stringify({ id: frame.id, action: frame.action, ...body }) }
}

/** The websocket of the network, as far as requests for rights need it. */
export type Blaze = {
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer, instruments: Instruments): void
  close(): void
}

/**
 * Serves the sub-protocol `Mixin-OAuth-1`: binary frames of gzip JSON, no credential. Another
 * sub-protocol is refused with HTTP 401, a frame of another form closes the socket.
 */
export const createBlaze = (world: () => World, conventions: ErrorConventions): Blaze => {
  const server = new WebSocketServer({
    noServer: true,
    maxPayload: MAX_FRAME_BYTES,
    handleProtocols: () => SUB_PROTOCOL,
  })

  const respond = async (socket: WebSocket, frame: Frame, instruments: Instruments): Promise<void> => {
    const path = frame.action === 'REFRESH_OAUTH_CODE' ? frame.action : '*'
    const endpoint = `WS ${path}`
    const { id: requestId } = frame
    const call = instruments.calls.begin({
      method: 'WS',
      path,
      endpoint,
      ids: null,
      limited: false,
      auth: 'none',
      requestId,
    })
    const fault = instruments.faults.take(endpoint)
    call.fault = fault?.kind ?? null
    if (fault?.latencyMs !== undefined) await delay(fault.latencyMs, undefined, { ref: false })
    const truth = (): UpstreamResponse => act(world(), frame)
    const delivery = deliveryFor(conventions, fault, truth, (given) => addressed(frame, given))
    call.code = 'response' in delivery ? delivery.response.code : null
    deliverFrame(socket, delivery)
  }

  return {
    upgrade(request, socket, head, instruments) {
      const offered = (request.headers['sec-websocket-protocol'] ?? '').split(',').map((name) => name.trim())
      if (!offered.includes(SUB_PROTOCOL)) {
        socket.end('HTTP/1.1 401 Unauthorized\r\nConnection: close\r\nContent-Length: 0\r\n\r\n')
        return
      }
      server.handleUpgrade(request, socket, head, (client) => {
        client.on('error', () => client.terminate())
        client.on('message', (data, isBinary) => {
          const frame = readFrame(data, isBinary)
          if (frame === null) client.close(UNSUPPORTED_DATA)
          // A bug of the sandbox ends this socket, not the process.
          else respond(client, frame, instruments).catch(() => client.close(SERVER_FAILED))
        })
      })
    },
    close() {
      for (const client of server.clients) client.terminate()
      server.close()
    },
  }
}
