import { mapMaybe } from '../maybe-promise.ts'
import type { Finisher } from '../response/finish.ts'
import type { ResponseCache } from '../response/response-cache.ts'
import type { Metrics } from '../telemetry/metrics.ts'
import type { PipelineRequest, PipelineResponse, Step } from './step.ts'

export interface ResponseCacheStepOptions {
  readonly cache: ResponseCache
  readonly finisher: Finisher
  readonly metrics: Metrics
}

const SUCCEEDED = { errors: undefined, hasData: true } as const

/** Sends what this caller got for the same body before, as long as everything it shows is fresh. */
export const createResponseCacheStep = ({ cache, finisher, metrics }: ResponseCacheStepOptions): Step => {
  const find = (
    { accepted, span, record }: PipelineRequest,
    name: string,
    startedAt: number,
  ): PipelineResponse | undefined => {
    const cached = cache.find(name)
    if (!cached) return undefined
    for (const [network, models] of cached.counts) metrics.saved(network, 'cache', models)
    finisher.recordExecution(cached.operation, startedAt, SUCCEEDED, { span, record })
    if (record) record.accounts = cached.accounts
    const { body: sent, isSecret } = cached
    return {
      path: 'response-cache',
      status: 200,
      headers: accepted.headers,
      body: sent,
      isSecret,
      freshMs: 0,
    }
  }

  return (request, next) => {
    const { body, caller, isTraced } = request
    if (!body || isTraced) return next(request)
    const startedAt = performance.now()
    const name = cache.nameOf(caller, body)
    const cached = find(request, name, startedAt)
    if (cached) return cached
    return mapMaybe(next(request), (response) => {
      if ('cacheable' in response && response.cacheable) cache.store(name, caller, response.cacheable)
      return response
    })
  }
}
