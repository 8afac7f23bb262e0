import { startUpstream } from '../upstream-server.ts'
import type { UpstreamServer } from '../upstream-server.ts'
import { createSealTalkUpstream } from './upstream.ts'
import type { SealTalkUpstream, SealTalkUpstreamOptions } from './upstream.ts'

/** How a SealTalk upstream is opened. */
export type SealTalkSandboxOptions = SealTalkUpstreamOptions & {
  /** Port on 127.0.0.1. Default 0: a free one. */
  port?: number
}

/** An open SealTalk upstream: where it is, how to get in, how to steer it. */
export type SealTalkSandbox = UpstreamServer & Omit<SealTalkUpstream, 'upstream'>

/** Opens the SealTalk upstream: a real HTTP server on loopback, filled with made-up people. */
export const startSealTalkUpstream = async (
  options: SealTalkSandboxOptions = {},
): Promise<SealTalkSandbox> => {
  const { port = 0, ...upstreamOptions } = options
  const { upstream, ...client } = createSealTalkUpstream(upstreamOptions)
  const server = await startUpstream(upstream, { port, clock: options.clock ?? Date.now })
  return { ...server, ...client }
}
