import type { ResponseBody } from '../context.ts'
import type { PipelineResponse } from '../execution/step.ts'
import type { Accepted } from '../response/media-types.ts'
import { EVENTS } from '../response/parts-type.ts'
import { bytesOf } from '../response/response-body.ts'
import { NO_STORE } from './cache-control.ts'
import type { Reply } from './reply.ts'
import type { StreamedReply } from './streamed-reply.ts'
import type { Ticker } from './ticker.ts'

/** Milliseconds without a byte after which a comment keeps the connection alive. */
const KEEP_ALIVE_MS = 12_000
const COMMENT = Buffer.from(':\n\n')

const NEXT = 'event: next\ndata: '
// Browsers ignore an event without data.
const COMPLETE = '\n\nevent: complete\ndata:\n\n'
const NEXT_BYTES = Buffer.from(NEXT)
const COMPLETE_BYTES = Buffer.from(COMPLETE)

/** The last line tells proxies such as nginx to forward each event at once. */
const headersOf = ({ parts }: Accepted): readonly string[] => [
  'content-type',
  parts?.type === EVENTS ? parts.contentType : EVENTS,
  ...NO_STORE,
  'x-accel-buffering',
  'no',
]

const toPieces = (json: Buffer | readonly Buffer[]): readonly Buffer[] => [
  NEXT_BYTES,
  ...(Buffer.isBuffer(json) ? [json] : json),
  COMPLETE_BYTES,
]

const WAITING = Symbol('no response yet')

/** Resolves to `WAITING` where a response is not there in time for the next comment. */
const orWaiting = <Value>(found: Promise<Value>, ticker: Ticker): Promise<Value | typeof WAITING> =>
  new Promise((resolve, reject) => {
    const stop = ticker.every(KEEP_ALIVE_MS, () => {
      stop()
      resolve(WAITING)
    })
    found.finally(stop).then(resolve, reject)
  })

async function* eventually(found: Promise<PipelineResponse>, ticker: Ticker): AsyncGenerator<Uint8Array> {
  for (;;) {
    yield COMMENT
    const response = await orWaiting(found, ticker)
    if (response === WAITING) continue
    if ('stream' in response) yield* response.stream
    else yield* toPieces(typeof response.body === 'string' ? Buffer.from(response.body) : response.body)
    return
  }
}

/**
 * A whole response as the events of GraphQL over SSE: its result, and that there is no more. Its status is always 200.
 * @param json without line breaks
 */
export const toEventReply = (json: ResponseBody, accepted: Accepted, isCompressible: boolean): Reply => ({
  status: 200,
  headers: headersOf(accepted),
  body: typeof json === 'string' ? NEXT + json + COMPLETE : toPieces(json),
  isCompressible,
})

/**
 * Waits for a response. Where that takes long, returns a reply that begins without it: with comments, and without the
 * headers of the response.
 */
export const awaitWithComments = async (
  found: Promise<PipelineResponse>,
  accepted: Accepted,
  ticker: Ticker,
): Promise<PipelineResponse | StreamedReply> => {
  const response = await orWaiting(found, ticker)
  if (response !== WAITING) return response
  let builtBytes = (): number => 0
  const noted = found.then((late) => {
    builtBytes = 'stream' in late ? late.builtBytes : () => bytesOf(late.body)
    return late
  })
  // A client that has left reads no stream, so nobody else would take an error.
  noted.catch(() => undefined)
  return {
    status: 200,
    headers: headersOf(accepted),
    stream: eventually(noted, ticker),
    builtBytes: () => builtBytes(),
  }
}
