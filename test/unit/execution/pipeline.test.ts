import { describe, expect, it } from 'vitest'
import { createPipeline } from '../../../src/execution/pipeline.ts'
import type { PipelineRequest, PipelineResponse, Step } from '../../../src/execution/step.ts'

const request: PipelineRequest = {
  url: 'http://gateway/graphql',
  body: Buffer.from('{"query":"{ __typename }"}'),
  accepted: {
    headers: ['content-type', 'application/json; charset=utf-8'],
    accept: 'application/json',
    asEvents: false,
  },
  caller: {
    authorization: undefined,
    apiKey: 'absent',
    sealtalkSession: undefined,
    address: undefined,
    identity: 'test',
  },
  isTraced: false,
  span: undefined,
  parameters: () => ({ query: '{ __typename }' }),
  incoming: () => {
    throw new Error('no step of these tests needs data sources')
  },
}

const responseOf = (path: PipelineResponse['path']): PipelineResponse => ({
  path,
  status: 200,
  headers: [],
  body: path,
  isSecret: false,
  freshMs: 0,
})

/** Three steps, of which those named respond; the others pass the request on. */
const stepsOf = (...responding: readonly PipelineResponse['path'][]) => {
  const called: string[] = []
  const step =
    (path: PipelineResponse['path']): Step =>
    (asked, next) => {
      called.push(path)
      return responding.includes(path) ? responseOf(path) : next(asked)
    }
  return {
    called,
    steps: { responseCache: step('response-cache'), fastPath: step('fast'), yoga: step('yoga') },
  }
}

describe('the pipeline', () => {
  it('calls neither the fast path nor Yoga where the response is cached', () => {
    const { called, steps } = stepsOf('response-cache', 'fast', 'yoga')

    expect(createPipeline(steps)(request)).toEqual(responseOf('response-cache'))
    expect(called).toEqual(['response-cache'])
  })

  it('does not call Yoga where the fast path responds', () => {
    const { called, steps } = stepsOf('fast', 'yoga')

    expect(createPipeline(steps)(request)).toEqual(responseOf('fast'))
    expect(called).toEqual(['response-cache', 'fast'])
  })

  it('calls Yoga last', () => {
    const { called, steps } = stepsOf('yoga')

    expect(createPipeline(steps)(request)).toEqual(responseOf('yoga'))
    expect(called).toEqual(['response-cache', 'fast', 'yoga'])
  })

  it('calls Yoga alone where PARLEY_PATH is yoga', () => {
    const { called, steps } = stepsOf('response-cache', 'fast', 'yoga')

    expect(createPipeline(steps, 'yoga')(request)).toEqual(responseOf('yoga'))
    expect(called).toEqual(['yoga'])
  })

  it('has all steps where PARLEY_PATH is fast', async () => {
    const { called, steps } = stepsOf('yoga')

    await createPipeline(steps, 'fast')(request)
    expect(called).toEqual(['response-cache', 'fast', 'yoga'])
  })

  it('goes without the response cache where nothing is cached', async () => {
    const { called, steps } = stepsOf('yoga')

    await createPipeline({ ...steps, responseCache: undefined })(request)
    expect(called).toEqual(['fast', 'yoga'])
  })

  it('fails where no step responds', () => {
    const { steps } = stepsOf()

    expect(() => createPipeline(steps)(request)).toThrow('No step responded')
  })
})
