import { jsonResponse, parseJson } from '../response.ts'
import type { UpstreamResponse } from '../response.ts'
import type { UpstreamRequest, Route } from '../upstream.ts'
import { authenticate } from './caller.ts'
import type { Caller } from './caller.ts'
import { MixinError, errorResponse } from './errors.ts'
import type { World } from './world.ts'

/** A call that got past authentication. */
export type MixinCall = {
  world: World
  caller: Caller
  request: UpstreamRequest
  /** The parsed body; throws error 400 where it is no JSON. */
  json(): unknown
}

/** Who may call: bots only, or bots and users with this scope. */
export type Access = 'bot' | `${string}:READ` | `${string}:WRITE`

/** One call of the network's API: what it gives goes out inside `data`. */
export type MixinEndpoint = {
  method: string
  path: string
  access: Access
  /** Gives the payload or throws a `MixinError`. */
  handle(call: MixinCall): unknown
}

/** The call an answer was made for, for the upstream's last touch on it. */
export type Callers = WeakMap<UpstreamRequest, Caller>

/** The parsed body of a request; throws error 400 where it is no JSON. */
export const jsonBody = (request: UpstreamRequest): unknown => {
  const value = parseJson(request.body.toString())
  if (value === undefined) throw new MixinError(400)
  return value
}

/** Runs a handler and puts what it gives, or its refusal, into the network's envelope. */
export const answerWith = (handle: () => unknown): UpstreamResponse => {
  try {
    return jsonResponse(200, { data: handle() })
  } catch (error) {
    if (error instanceof MixinError) return errorResponse(error.code, undefined, error.extra)
    throw error
  }
}

const requireAccess = (caller: Caller, access: Access): void => {
  if (caller.kind === 'bot') return
  if (access === 'bot' || !caller.scopes.has(access)) throw new MixinError(403)
}

/** A route of the upstream: authenticates, asks for the scope, runs the handler on the present world. */
export const toRoute = (endpoint: MixinEndpoint, world: () => World, callers: Callers): Route => ({
  method: endpoint.method,
  path: endpoint.path,
  handle: (request) =>
    answerWith(() => {
      const caller = authenticate(world(), request)
      callers.set(request, caller)
      requireAccess(caller, endpoint.access)
      return endpoint.handle({ world: world(), caller, request, json: () => jsonBody(request) })
    }),
})
