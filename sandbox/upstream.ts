import type { IncomingHttpHeaders, IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import type { Answer } from './answer.ts'
import type { CallLog } from './calls.ts'
import type { FaultSwitches } from './faults.ts'

/** One call as an upstream's handler sees it: read whole, matched to a route. */
export type UpstreamRequest = {
  method: string
  /** Path and query exactly as sent, undecoded. */
  target: string
  /** Method and path template, such as `GET /users/:id`; `GET *` where no route matches. */
  endpoint: string
  /** A decoded path parameter of the route's template; throws for a name the template lacks. */
  param(name: string): string
  query: URLSearchParams
  headers: IncomingHttpHeaders
  body: Buffer
  /** Leaves a remark in the call log, such as why a token was refused. Never a secret. */
  remark(text: string): void
}

/** What the call log tells about a call beyond its endpoint. */
export type CallTraits = {
  /** How many ids a batch carries. */
  ids?: number
  /** Whether the network limits this lookup hard. */
  limited?: boolean
  /** What kind of credential came along, such as `bot`, `user`, `none`. */
  auth?: string
}

/** One endpoint of an upstream. Handlers are synchronous, so that each change of state is atomic. */
export type Route = {
  method: string
  /** Path template: literal parts and `:name` parts, such as `/users/:id`. */
  path: string
  handle(request: UpstreamRequest): Answer
}

/** The log and the switches of an upstream, for traffic that is not plain HTTP (websockets). */
export type Instruments = { calls: CallLog; faults: FaultSwitches }

/** How a network fails, and where its answers keep their payload: what faults need to know. */
export type Manner = {
  /** Key of the envelope that holds the payload: what `null-data` and `wrong-types` damage. */
  payloadKey: string
  /** The network's own way to say that there were too many calls. */
  limited(): Answer
  /** The network's own way to say that it broke down. */
  broken(): Answer
  /** The network's own way to refuse with an error code of the caller's choice. */
  refused(code: number, description: string | undefined): Answer
}

/**
 * A network as the sandbox plays it: its routes, its manner of failing, its state.
 * `startUpstream` puts it behind a real HTTP server and adds faults, counters and control.
 */
export type Upstream = Manner & {
  /** The network's name, such as `mixin`. */
  name: string
  routes: readonly Route[]
  /** Endpoints served by `upgrade`, so that faults can name them, such as `WS REFRESH_OAUTH_CODE`. */
  socketEndpoints: readonly string[]
  /** Longest request body in bytes that is read; a longer one gets a plain 413. */
  maxBodyBytes: number
  /** Told before a fault or the handler sees the call; must not change anything. */
  traits(request: UpstreamRequest): CallTraits
  /** Answers a call that no route matches. */
  unmatched(request: UpstreamRequest): Answer
  /** Last touch on each answer the network itself gives: its headers, its compression. */
  finish(request: UpstreamRequest, answer: Answer): Answer
  /** Brings state, limits and used-up credentials back to the seed. */
  reset(): void
  /** Told to whoever reads `GET /__sandbox`: credentials and well-known ids. */
  overview(): Record<string, unknown>
  /** Takes over websocket upgrades; without it they are refused. */
  upgrade?(request: IncomingMessage, socket: Duplex, head: Buffer, instruments: Instruments): void
  /** Ends what `upgrade` has opened. */
  close?(): void
}
