import { createServer } from 'node:http'
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as delay } from 'node:timers/promises'
import { jsonResponse, textResponse } from './response.ts'
import type { UpstreamResponse } from './response.ts'
import { createCallLog } from './calls.ts'
import type { Call } from './calls.ts'
import { handleControl, createControl, isControlPath } from './control.ts'
import type { SandboxControl } from './control.ts'
import { deliver } from './delivery.ts'
import type { Delivery } from './delivery.ts'
import { deliveryFor } from './fault-delivery.ts'
import { createFaultSwitches } from './faults.ts'
import type { Upstream, Instruments, UpstreamRequest } from './upstream.ts'
import { createRouter, endpointOf } from './routes.ts'
import type { RouteMatch } from './routes.ts'

/** A running upstream server. */
export type UpstreamServer = {
  /** Base URL such as `http://127.0.0.1:40123`, without a slash at the end. */
  url: string
  port: number
  control: SandboxControl
  /** Ends all connections, hanging ones included, and frees the port. */
  close(): Promise<void>
}

/** The port, and the upstream's clock in milliseconds since 1970. */
export type UpstreamServerOptions = { port: number; clock: () => number }

/** The whole body; null if it is too long. Rejects when the caller disconnects. */
const readBody = (request: IncomingMessage, maxBytes: number): Promise<Buffer | null> =>
  new Promise((resolve, reject) => {
    const chunks: Buffer[] = []
    let size = 0
    request.on('data', (chunk: Buffer) => {
      size += chunk.length
      if (size <= maxBytes) chunks.push(chunk)
      else resolve(null)
    })
    request.on('end', () => resolve(Buffer.concat(chunks)))
    request.on('error', reject)
  })

const pathOf = (target: string): string => target.split('?', 1)[0] ?? ''

const toUpstreamRequest = (
  incoming: IncomingMessage,
  body: Buffer,
  match: RouteMatch | null,
  remark: (text: string) => void,
): UpstreamRequest => {
  const method = incoming.method ?? 'GET'
  const target = incoming.url ?? '/'
  return {
    method,
    target,
    endpoint: match === null ? `${method} *` : endpointOf(match.route),
    param(name) {
      const value = match?.params.get(name)
      if (value === undefined) throw new Error(`The path template has no part :${name}.`)
      return value
    },
    query: new URLSearchParams(target.slice(pathOf(target).length)),
    headers: incoming.headers,
    body,
    remark,
  }
}

const headerOf = (incoming: IncomingMessage, name: string): string | null => {
  const value = incoming.headers[name]
  return typeof value === 'string' ? value : null
}

const log = (call: Call, delivery: Delivery): void => {
  if (delivery.how === 'flood') call.status = 200
  if (!('response' in delivery)) return
  call.status = delivery.response.status
  call.code = delivery.response.code
}

/** Reads calls, applies faults, runs handlers and logs. */
const createListener = (
  upstream: Upstream,
  instruments: Instruments,
  control: SandboxControl,
  stopped: AbortSignal,
) => {
  const findRoute = createRouter(upstream.routes)

  const playCall = async (incoming: IncomingMessage, body: Buffer): Promise<Delivery> => {
    const match = findRoute(incoming.method ?? 'GET', pathOf(incoming.url ?? '/'))
    const remarks: string[] = []
    const request = toUpstreamRequest(incoming, body, match, (text) => remarks.push(text))
    const { ids = null, limited = false, auth = 'none' } = upstream.traits(request)
    const call = instruments.calls.begin({
      method: request.method,
      path: match?.route.path ?? '*',
      endpoint: request.endpoint,
      ids,
      limited,
      auth,
      requestId: headerOf(incoming, 'x-request-id'),
    })
    const fault = instruments.faults.take(request.endpoint)
    call.fault = fault?.kind ?? null
    if (fault?.latencyMs !== undefined) await delay(fault.latencyMs, undefined, { signal: stopped })
    if (fault === null) await upstream.enter?.(request)
    const truth = (): UpstreamResponse => match?.route.handle(request) ?? upstream.unmatched(request)
    const delivery = deliveryFor(upstream, fault, truth, (response) => upstream.finish(request, response))
    log(call, delivery)
    call.remark = remarks.length > 0 ? remarks.join('; ') : null
    return delivery
  }

  const respond = async (incoming: IncomingMessage): Promise<Delivery> => {
    const body = await readBody(incoming, upstream.maxBodyBytes)
    if (body === null) return { how: 'whole', response: textResponse(413, 'The body is too large.') }
    const path = pathOf(incoming.url ?? '/')
    if (!isControlPath(path)) return playCall(incoming, body)
    const contentType = headerOf(incoming, 'content-type') ?? ''
    const controlRequest = { method: incoming.method ?? 'GET', path, contentType, body }
    return { how: 'whole', response: handleControl(upstream, control, controlRequest) }
  }

  return async (incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> => {
    try {
      deliver(outgoing, await respond(incoming))
    } catch (error) {
      // The caller disconnected, or the sandbox is closing.
      if (incoming.destroyed && !incoming.complete) return
      if (stopped.aborted) return
      const message = error instanceof Error ? (error.stack ?? error.message) : String(error)
      if (outgoing.headersSent) outgoing.destroy()
      else deliver(outgoing, { how: 'whole', response: jsonResponse(599, { sandboxFailed: message }) })
    }
  }
}

/** Starts an upstream on loopback: an HTTP server with faults, counters and control. @internal */
export const startUpstream = async (
  upstream: Upstream,
  options: UpstreamServerOptions,
): Promise<UpstreamServer> => {
  const instruments = { calls: createCallLog(options.clock), faults: createFaultSwitches() }
  const control = createControl(upstream, instruments)
  const stopped = new AbortController()
  const listener = createListener(upstream, instruments, control, stopped.signal)
  const server = createServer((incoming, outgoing) => void listener(incoming, outgoing))
  server.on('upgrade', (request, socket, head) => {
    if (upstream.upgrade === undefined) socket.destroy()
    else upstream.upgrade(request, socket, head, instruments)
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(options.port, '127.0.0.1', () => resolve())
  })
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}`,
    port,
    control,
    close: () =>
      new Promise((resolve) => {
        stopped.abort()
        upstream.close?.()
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}
