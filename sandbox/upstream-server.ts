import { createServer } from 'node:http'
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as delay } from 'node:timers/promises'
import { jsonAnswer, textAnswer } from './answer.ts'
import type { Answer } from './answer.ts'
import { createCallLog } from './calls.ts'
import type { Call } from './calls.ts'
import { answerControl, createControl, isControlPath } from './control.ts'
import type { SandboxControl } from './control.ts'
import { deliver } from './delivery.ts'
import type { Delivery } from './delivery.ts'
import { deliveryFor } from './fault-delivery.ts'
import { createFaultSwitches } from './faults.ts'
import type { Upstream, Instruments, UpstreamRequest } from './upstream.ts'
import { createRouter, endpointOf } from './routes.ts'
import type { RouteMatch } from './routes.ts'

/** An upstream that is open: its address, its control, its end. */
export type UpstreamServer = {
  /** Base URL such as `http://127.0.0.1:40123`, without a slash at the end. */
  url: string
  port: number
  control: SandboxControl
  /** Ends all connections, hanging ones included, and frees the port. */
  close(): Promise<void>
}

/** Where an upstream listens and what it takes for the time (milliseconds since 1970). */
export type UpstreamServerOptions = { port: number; clock: () => number }

/** The whole body; null where it is longer than the upstream reads. Rejects when the caller goes away. */
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
  if (!('answer' in delivery)) return
  call.status = delivery.answer.status
  call.code = delivery.answer.code
}

/** Reads calls, runs them through faults and handlers, and keeps the log. */
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
    const truth = (): Answer => match?.route.handle(request) ?? upstream.unmatched(request)
    const delivery = deliveryFor(upstream, fault, truth, (answer) => upstream.finish(request, answer))
    log(call, delivery)
    call.remark = remarks.length > 0 ? remarks.join('; ') : null
    return delivery
  }

  const answer = async (incoming: IncomingMessage): Promise<Delivery> => {
    const body = await readBody(incoming, upstream.maxBodyBytes)
    if (body === null) return { how: 'whole', answer: textAnswer(413, 'The body is too large.') }
    const path = pathOf(incoming.url ?? '/')
    if (!isControlPath(path)) return playCall(incoming, body)
    const contentType = headerOf(incoming, 'content-type') ?? ''
    const asked = { method: incoming.method ?? 'GET', path, contentType, body }
    return { how: 'whole', answer: answerControl(upstream, control, asked) }
  }

  return async (incoming: IncomingMessage, response: ServerResponse): Promise<void> => {
    try {
      deliver(response, await answer(incoming))
    } catch (error) {
      // The caller went away while sending or waiting, or the sandbox is closing.
      if (incoming.destroyed && !incoming.complete) return
      if (stopped.aborted) return
      const message = error instanceof Error ? (error.stack ?? error.message) : String(error)
      if (response.headersSent) response.destroy()
      else deliver(response, { how: 'whole', answer: jsonAnswer(599, { sandboxFailed: message }) })
    }
  }
}

/** Opens an upstream on loopback: a real HTTP server with faults, counters and control. */
export const startUpstream = async (
  upstream: Upstream,
  options: UpstreamServerOptions,
): Promise<UpstreamServer> => {
  const instruments = { calls: createCallLog(options.clock), faults: createFaultSwitches() }
  const control = createControl(upstream, instruments)
  const stopped = new AbortController()
  const listener = createListener(upstream, instruments, control, stopped.signal)
  const server = createServer((incoming, response) => void listener(incoming, response))
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
