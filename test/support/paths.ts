import { vi } from 'vitest'
import type { PipelineResponse } from '../../src/execution/step.ts'
import type { Gateway } from '../../src/gateway.ts'

/** Records which step of the pipeline responded to each request. */
export interface PathWatch {
  /** The steps in the order of the requests; undefined for a request that was rejected. */
  paths(): Promise<readonly (PipelineResponse['path'] | undefined)[]>
  /** How many requests a step responded to. */
  count(path: PipelineResponse['path']): Promise<number>
  stop(): void
}

export const watchPaths = (gateway: Gateway): PathWatch => {
  const respond = vi.spyOn(gateway, 'respond')
  const paths = () =>
    Promise.all(
      respond.mock.results.map(async ({ type, value }) => {
        if (type !== 'return') return undefined
        const response = await Promise.resolve(value).catch(() => undefined)
        return response?.path
      }),
    )
  return {
    paths,
    count: async (path) => (await paths()).filter((taken) => taken === path).length,
    stop: () => respond.mockRestore(),
  }
}
