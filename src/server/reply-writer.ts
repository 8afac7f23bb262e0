import type { ServerResponse } from 'node:http'
import { bytesOf } from '../response/response-body.ts'
import type { Compressor, Prepared } from './compression.ts'
import type { Connections } from './connections.ts'
import type { OpenReplies } from './open-replies.ts'
import { type Reply, writeReply } from './reply.ts'

export interface ReplyWriterOptions {
  readonly compressor: Compressor
  readonly replies: Pick<OpenReplies, 'open'>
  readonly connections: Pick<Connections, 'end'>
}

/** Creates the writer of whole replies. The request of a reply is in progress until the client has read it. */
export const createReplyWriter = ({ compressor, replies, connections }: ReplyWriterOptions) => {
  const follow = (response: ServerResponse, bytes: () => number): void => {
    const { socket } = response.req
    response.once(
      'finish',
      replies.open(response, bytes, () => connections.end(socket)),
    )
  }

  /** Until the reply is compressed, it holds its body as it is. */
  const writeLater = (
    response: ServerResponse,
    common: readonly string[],
    { reply: { body = '' }, compressed }: Prepared,
  ): void => {
    let held = bytesOf(body)
    follow(response, () => held)
    void compressed?.then((reply) => {
      // The client may have been cut meanwhile.
      if (!response.destroyed) held = writeReply(response, common, reply)
    })
  }

  /** @param common headers of all responses, names and values in turn */
  return (response: ServerResponse, common: readonly string[], reply: Reply): void => {
    const { socket, headers } = response.req
    const prepared = compressor.prepare(reply, headers['accept-encoding'])
    if (prepared.compressed) return writeLater(response, common, prepared)
    const bytes = writeReply(response, common, prepared.reply)
    // Most replies are with the operating system by now. A pipelined one may have no socket yet.
    if (response.socket?.writableLength === 0) return connections.end(socket)
    follow(response, () => bytes)
  }
}
