import { describe, expect, it } from 'vitest'
import type { PipelineResponse } from '../../../src/execution/step.ts'
import { awaitWithComments } from '../../../src/server/event-stream.ts'
import { createAcceptReader } from '../../../src/response/media-types.ts'
import { createTestTicker } from '../../support/ticker.ts'

const whole = (json: string): PipelineResponse => ({
  path: 'yoga',
  status: 200,
  headers: [],
  body: json,
  isSecret: false,
  freshMs: 0,
})

const accepted = createAcceptReader()('text/event-stream;incrementalSpec=v0.2').accepted
if (!accepted) throw new Error('events are not accepted')

const startEarly = async () => {
  const ticker = createTestTicker()
  const { promise, resolve, reject } = Promise.withResolvers<PipelineResponse>()
  const waiting = awaitWithComments(promise, accepted, ticker)
  ticker.advance(12_000)
  const reply = await waiting
  if (!('stream' in reply)) throw new Error('the reply did not begin early')
  return { reply, resolve, reject }
}

const chunksOf = async (stream: AsyncIterable<Uint8Array>): Promise<Uint8Array[]> => {
  const chunks: Uint8Array[] = []
  for await (const chunk of stream) chunks.push(chunk)
  return chunks
}

describe('a reply as events that begins before its response', () => {
  it('counts the bytes of the response once they are built', async () => {
    const { reply, resolve } = await startEarly()
    expect(reply.builtBytes()).toBe(0)
    expect(reply.headers).toContain('text/event-stream; incrementalSpec=v0.2')
    resolve(whole('{"data":{}}'))

    expect(Buffer.concat(await chunksOf(reply.stream)).toString()).toBe(
      ':\n\nevent: next\ndata: {"data":{}}\n\nevent: complete\ndata:\n\n',
    )
    expect(reply.builtBytes()).toBe(11)
  })

  it('fails where the response does, and harms nobody where the client has left', async () => {
    const read = await startEarly()
    const left = await startEarly()
    for (const { reject } of [read, left]) reject(new Error('broken'))

    await expect(chunksOf(read.reply.stream)).rejects.toThrow('broken')
    await new Promise((resolve) => setImmediate(resolve))
  })
})
