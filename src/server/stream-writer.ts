import type { ServerResponse } from 'node:http'
import { toError } from '../errors.ts'
import type { Log } from '../telemetry/log.ts'
import type { RequestSpan } from '../telemetry/spans/span.ts'
import type { Connections } from './connections.ts'
import type { OpenReplies } from './open-replies.ts'
import { countUnread, type StreamedReply, writeStream } from './streamed-reply.ts'

/** Unread bytes of an incremental response beyond which those of all are summed up at each of its chunks. */
const LARGE_BYTES = 64 * 1024

export interface StreamWriterOptions {
  readonly replies: Pick<OpenReplies, 'open' | 'bound'>
  readonly connections: Pick<Connections, 'end'>
  readonly log: Log
  /** Milliseconds after which a client that has not read a whole response is disconnected. */
  readonly timeoutMs: () => number
}

/** Writes incremental responses. The request of one is executed, and its reply is open, until its end. */
export interface StreamWriter {
  /** Responses that are being written. */
  count(): number
  /** @param common headers of all responses, names and values in turn */
  write(
    response: ServerResponse,
    common: readonly string[],
    reply: StreamedReply,
    request: { readonly id: string; readonly span: RequestSpan | undefined },
  ): Promise<void>
}

export const createStreamWriter = ({
  replies,
  connections,
  log,
  timeoutMs,
}: StreamWriterOptions): StreamWriter => {
  let count = 0
  return {
    count: () => count,
    async write(response, common, reply, { id: requestId, span }) {
      count += 1
      const { socket } = response.req
      const unread = countUnread(socket, reply)
      const close = replies.open(response, unread, () => connections.end(socket))
      const bound = (): void => {
        if (unread() > LARGE_BYTES) replies.bound()
      }
      try {
        await writeStream(response, common, reply, timeoutMs(), bound)
      } catch (error) {
        log.error('response stream failed', { requestId, ...span?.ids, err: toError(error) })
      } finally {
        count -= 1
        close()
      }
    },
  }
}
