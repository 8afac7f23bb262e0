import { jsonResponse, parseJson } from './response.ts'
import type { UpstreamResponse } from './response.ts'
import type { CallReport } from './calls.ts'
import { toFault } from './fault-settings.ts'
import { FAULT_KINDS } from './faults.ts'
import type { ActiveFault, Fault } from './faults.ts'
import type { Upstream, Instruments } from './upstream.ts'
import { endpointOf } from './routes.ts'

/** Controls one upstream within the process; the HTTP equivalent is under `/__sandbox`. */
export type SandboxControl = {
  /** Switches a fault on. Throws a `TypeError` that lists all problems. */
  setFault(fault: Fault): void
  clearFaults(): void
  faults(): ActiveFault[]
  /** Counters and the last calls since the start or the last `resetCalls`. */
  calls(): CallReport
  resetCalls(): void
  /** As freshly started: state, limits, used-up codes, faults and counters. */
  reset(): void
}

/** Path prefix of the control endpoints; calls to them are not counted and get no faults. */
export const CONTROL_PREFIX = '/__sandbox'

const USAGE = {
  'GET /__sandbox': 'this page',
  'GET /__sandbox/faults': 'the faults that are on',
  'POST /__sandbox/faults':
    'switches a fault on, or a list of them: {"endpoint": "POST /users/fetch" or "*", "kind": …, "times"?, "skip"?, "share"?, "latencyMs"?, "applied"?, …}',
  'DELETE /__sandbox/faults': 'switches all faults off',
  'GET /__sandbox/calls': 'calls per endpoint, limited lookups, the last calls',
  'DELETE /__sandbox/calls': 'counters back to zero',
  'POST /__sandbox/reset': 'as freshly started: state, limits, used-up codes, faults and counters',
}

/** Endpoints for faults of this upstream, besides `*`. */
const endpointsOf = (upstream: Upstream): ReadonlySet<string> =>
  new Set([...upstream.routes.map(endpointOf), ...upstream.socketEndpoints])

/** The control of an upstream over its log and its switches. @internal */
export const createControl = (upstream: Upstream, instruments: Instruments): SandboxControl => {
  const endpoints = endpointsOf(upstream)
  return {
    setFault: (fault) => instruments.faults.set(toFault(fault, endpoints)),
    clearFaults: () => instruments.faults.clear(),
    faults: () => instruments.faults.list(),
    calls: () => instruments.calls.report(),
    resetCalls: () => instruments.calls.reset(),
    reset() {
      upstream.reset()
      instruments.faults.clear()
      instruments.calls.reset()
    },
  }
}

/** A request to the HTTP control endpoints. @internal */
export type ControlRequest = { method: string; path: string; contentType: string; body: Buffer }

const setFaults = (
  upstream: Upstream,
  control: SandboxControl,
  request: ControlRequest,
): UpstreamResponse => {
  // Pages of other origins cannot send this content type without a preflight.
  if (!request.contentType.startsWith('application/json')) {
    return jsonResponse(415, { message: 'Send the fault as application/json.' })
  }
  const parsed = parseJson(request.body.toString())
  try {
    const endpoints = endpointsOf(upstream)
    const faults = (Array.isArray(parsed) ? parsed : [parsed]).map((fault) => toFault(fault, endpoints))
    for (const fault of faults) control.setFault(fault)
    return jsonResponse(200, { faults: control.faults() })
  } catch (error) {
    return jsonResponse(400, {
      message: error instanceof Error ? error.message : 'This fault cannot be set.',
    })
  }
}

const overview = (upstream: Upstream, control: SandboxControl): UpstreamResponse =>
  jsonResponse(200, {
    room: upstream.name,
    usage: USAGE,
    faultKinds: FAULT_KINDS,
    faultEndpoints: ['*', ...endpointsOf(upstream)],
    faults: control.faults(),
    ...upstream.overview(),
  })

/** Answers a call under `/__sandbox`. @internal */
export const handleControl = (
  upstream: Upstream,
  control: SandboxControl,
  request: ControlRequest,
): UpstreamResponse => {
  switch (`${request.method} ${request.path}`) {
    case 'GET /__sandbox':
    case 'GET /__sandbox/':
      return overview(upstream, control)
    case 'GET /__sandbox/faults':
      return jsonResponse(200, { faults: control.faults() })
    case 'POST /__sandbox/faults':
      return setFaults(upstream, control, request)
    case 'DELETE /__sandbox/faults':
      control.clearFaults()
      return jsonResponse(200, { faults: [] })
    case 'GET /__sandbox/calls':
      return jsonResponse(200, control.calls())
    case 'DELETE /__sandbox/calls':
      control.resetCalls()
      return jsonResponse(200, control.calls())
    case 'POST /__sandbox/reset':
      control.reset()
      return jsonResponse(200, { reset: true })
    default:
      return jsonResponse(404, { message: 'Unknown control endpoint. See usage.', usage: USAGE })
  }
}

/** Whether a path is a control endpoint. */
export const isControlPath = (path: string): boolean =>
  path === CONTROL_PREFIX || path.startsWith(`${CONTROL_PREFIX}/`)
