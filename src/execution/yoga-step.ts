import type { Clock } from '../clock.ts'
import { createContext, type GatewayContext } from '../context.ts'
import type { Providers } from '../datasources/index.ts'
import type { GatewayRequest } from '../request/request.ts'
import type { PipelineRequest, Step } from './step.ts'

export interface YogaStepOptions {
  readonly fetch: (request: Request, context: GatewayContext) => Response | Promise<Response>
  /** Yoga's own. Node's is a whole HTTP client that loads with its first use, and reads bodies by streams. */
  readonly Request: typeof Request
  readonly providers: Providers
  readonly clock: Clock
  /** Bytes of a response. */
  readonly maxBytes: number
}

/** The server writes the connection's headers and `Cache-Control` itself. */
const REPLACED_HEADERS = [
  'content-length',
  'connection',
  'transfer-encoding',
  'content-encoding',
  'cache-control',
]

/** Tells proxies such as nginx to forward each payload at once. */
const UNBUFFERED = ['x-accel-buffering', 'no'] as const

const toRequest = (
  { url, accepted: { accept }, body }: PipelineRequest,
  { Request }: Pick<YogaStepOptions, 'Request'>,
): Request =>
  body
    ? new Request(url, { method: 'POST', headers: { accept, 'content-type': 'application/json' }, body })
    : new Request(url, { headers: { accept } })

/** Responds to any request: parses, validates, checks the limits and executes. It sees each document first. */
export const createYogaStep = (options: YogaStepOptions): Step => {
  const { fetch, providers, clock, maxBytes } = options
  const freshMsOf = ({ cacheDependencies }: GatewayRequest): number => {
    if (!cacheDependencies || cacheDependencies.isNoStore || cacheDependencies.refs.length === 0) return 0
    return Math.max(0, cacheDependencies.until - clock.now())
  }

  return async (request) => {
    // Rejects what is no JSON object, or nested too deeply, before Yoga parses it.
    if (request.body) request.parameters()
    const incoming = request.incoming()
    const { parts } = request.accepted
    const context = createContext(incoming, providers.open(incoming), {
      maxBytes,
      partsFormat: parts?.format,
    })
    const response = await fetch(toRequest(request, options), context)
    const isStreamed = parts !== undefined && response.headers.get('content-type')?.startsWith(parts.type)
    for (const name of REPLACED_HEADERS) response.headers.delete(name)
    // Yoga leaves out the parameter.
    if (isStreamed) response.headers.set('content-type', parts.contentType)
    const head = { path: 'yoga', status: response.status, headers: [...response.headers].flat() } as const
    if (isStreamed && response.body) {
      const headers = [...head.headers, ...UNBUFFERED]
      const builtBytes = () => context.outcome.partBytes
      return { ...head, headers, freshMs: 0, stream: response.body, builtBytes }
    }
    const { body = Buffer.from(await response.arrayBuffer()), isSecret } = context.outcome
    return { ...head, freshMs: freshMsOf(incoming), body, isSecret }
  }
}
