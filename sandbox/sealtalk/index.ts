import { startUpstream } from '../upstream-server.ts'
import type { UpstreamServer } from '../upstream-server.ts'
import { createSealTalkUpstream } from './upstream.ts'
import type { SealTalkUpstream, SealTalkUpstreamOptions } from './upstream.ts'

/** Options of a SealTalk upstream and its server. */
export type SealTalkSandboxOptions = SealTalkUpstreamOptions & {
  /** Port on 127.0.0.1. Default 0: a free one. */
  port?: number
}

/** A running SealTalk upstream: its URL, credentials and control. */
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
