import type { Respond, Step } from './step.ts'

export interface PipelineSteps {
  /** Sends the bytes of an earlier response. Left out where nothing is cached. */
  readonly responseCache: Step | undefined
  /** Executes documents that have passed all checks before. */
  readonly fastPath: Step
  /** Responds to every request. */
  readonly yoga: Step
}

const noResponse: Respond = () => {
  throw new Error('No step responded to the request.')
}

/**
 * The one way from a request to its response, cheapest step first.
 * @param path forced by `PARLEY_PATH`: with `yoga`, no request takes another step, and Yoga's own executor is used. With `fast` the
 * steps are as usual.
 */
export const createPipeline = (
  { responseCache, fastPath, yoga }: PipelineSteps,
  path?: 'yoga' | 'fast',
): Respond => {
  const steps = path === 'yoga' ? [yoga] : [responseCache, fastPath, yoga]
  return steps
    .filter((step) => step !== undefined)
    .reduceRight<Respond>((next, step) => (request) => step(request, next), noResponse)
}
