import type { IncomingHttpHeaders, IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import type { UpstreamResponse } from './response.ts'
import type { CallLog } from './calls.ts'
import type { FaultSwitches } from './faults.ts'

/** A call as its handler receives it: completely read and matched to a route. */
export type UpstreamRequest = {
  method: string
  /** Path and query exactly as sent, undecoded. */
  target: string
  /** Method and path template, such as `GET /users/:id`; `GET *` if no route matches. */
  endpoint: string
  /** A decoded path parameter; throws for a name that the template lacks. */
  param(name: string): string
  query: URLSearchParams
  headers: IncomingHttpHeaders
  body: Buffer
  /** Adds a remark to the call log, such as why a token was refused. Never a secret. */
  remark(text: string): void
}

/** Properties of a call in the log, besides its endpoint. */
export type CallTraits = {
  /** Number of ids in a batch. */
  ids?: number
  /** Whether this is a rate-limited lookup. */
  limited?: boolean
  /** Kind of credential, such as `bot`, `user`, `none`. */
  auth?: string
}

/** One endpoint of an upstream. Handlers are synchronous, so that each change of state is atomic. */
export type Route = {
  method: string
  /** Path template: literal parts and `:name` parts, such as `/users/:id`. */
  path: string
  handle(request: UpstreamRequest): UpstreamResponse
}

/** An upstream's call log and faults, for websockets, which the HTTP server does not cover. */
export type Instruments = { calls: CallLog; faults: FaultSwitches }

/** How a network reports errors and where its responses have their payload, for faults. */
export type ErrorConventions = {
  /** The envelope's key of the payload, which `null-data` and `wrong-types` damage. */
  payloadKey: string
  /** The network's response to too many calls. */
  limited(): UpstreamResponse
  /** The network's response to an internal error. */
  broken(): UpstreamResponse
  /** The network's response with the given error code. */
  refused(code: number, description: string | undefined): UpstreamResponse
}

/**
 * A network's API as the sandbox implements it: its routes, its error conventions, its state.
 * `startUpstream` puts it behind a real HTTP server and adds faults, counters and control.
 */
export type Upstream = ErrorConventions & {
  /** The network's name, such as `mixin`. */
  name: string
  routes: readonly Route[]
  /** Endpoints served by `upgrade`, so that faults can name them, such as `WS REFRESH_OAUTH_CODE`. */
  socketEndpoints: readonly string[]
  /** Longest request body in bytes that is read; a longer one gets a plain 413. */
  maxBodyBytes: number
  /** Called before faults and the handler; must have no side effects. */
  traits(request: UpstreamRequest): CallTraits
  /** The response to a call that no route matches. */
  unmatched(request: UpstreamRequest): UpstreamResponse
  /** Waits until the network can run a call; if absent, it runs at once. A call with a fault does not wait. */
  enter?(request: UpstreamRequest): Promise<void>
  /** Completes each response of the network itself: headers, compression. */
  finish(request: UpstreamRequest, response: UpstreamResponse): UpstreamResponse
  /** Resets state, limits and used-up credentials to the seed. */
  reset(): void
  /** Shown by `GET /__sandbox`: credentials and well-known ids. */
  overview(): Record<string, unknown>
  /** Handles websocket upgrades; if absent, they are refused. */
  upgrade?(request: IncomingMessage, socket: Duplex, head: Buffer, instruments: Instruments): void
  /** Closes the connections of `upgrade`. */
  close?(): void
}
