import type { SandboxControl } from './control.ts'
import type { MixinCredentials } from './mixin/credentials.ts'
import { MIXIN_EXAMPLES } from './mixin/examples.ts'
import { DOCUMENTED } from './mixin/traits.ts'
import type { MixinTraits } from './mixin/traits.ts'
import { DEFAULT_LIMITS } from './mixin/rate-limits.ts'
import type { MixinLimits } from './mixin/rate-limits.ts'
import { createMixinUpstream } from './mixin/upstream.ts'
import { startUpstream } from './upstream-server.ts'
import { startSealTalkUpstream } from './sealtalk/index.ts'
import type { SealTalkSandbox } from './sealtalk/index.ts'
import type { SealTalkUpstreamOptions } from './sealtalk/upstream.ts'

/** Options of a sandbox; all are optional. */
export type SandboxOptions = {
  /** Port of the Mixin upstream on 127.0.0.1; the SealTalk upstream takes the next one. Default 0: free ones. */
  port?: number
  /** The networks' time, milliseconds since 1970. Default: the machine's. */
  clock?: () => number
  /** Another number gives other people, ids and keys; documented ids stay. Default 1. */
  seed?: number
  /** Rate limits of the Mixin upstream. */
  limits?: Partial<MixinLimits>
  /** How the Mixin upstream differs from the documented one. */
  mixin?: Partial<MixinTraits>
  /** Dialect and options of the SealTalk upstream. */
  sealtalk?: Omit<SealTalkUpstreamOptions, 'seed' | 'clock'>
}

/** The Mixin upstream: its URLs, credentials and control. */
export type MixinSandbox = {
  /** Base URL of the REST API, without a slash at the end. */
  url: string
  /** URL of the websocket. */
  blazeUrl: string
  credentials: MixinCredentials
  /** Well-known ids; the same at every start. */
  examples: typeof MIXIN_EXAMPLES
  control: SandboxControl
}

/** The running sandbox upstreams. */
export type Sandbox = {
  mixin: MixinSandbox
  sealtalk: SealTalkSandbox
  /** The settings of a gateway that uses the upstreams. */
  connection: {
    mixin: {
      url: string
      blazeUrl: string
      appId: string
      sessionId: string
      sessionPrivateKey: string
      serverPublicKey: string
      clientSecret: string
      pin: string
    }
    sealtalk: { url: string }
  }
  /** Ends all connections and frees the ports. */
  close(): Promise<void>
}

/** Opens the sandbox upstreams: real HTTP servers on loopback, filled with made-up people. */
export const startSandbox = async (options: SandboxOptions = {}): Promise<Sandbox> => {
  const { port = 0, clock = Date.now, seed = 1, limits = {} } = options
  const { upstream, credentials } = createMixinUpstream({
    seed,
    clock,
    limits: { ...DEFAULT_LIMITS, ...limits },
    traits: { ...DOCUMENTED, ...options.mixin },
  })
  const server = await startUpstream(upstream, { port, clock })
  const sealtalk = await startSealTalkUpstream({
    ...options.sealtalk,
    seed,
    clock,
    port: port === 0 ? 0 : port + 1,
  }).catch(async (error: unknown) => {
    await server.close()
    throw error
  })
  const { url } = server
  const blazeUrl = url.replace(/^http/, 'ws')
  const { appId, sessionId, sessionPrivateKey, serverPublicKey, clientSecret, pin } = credentials
  return {
    mixin: { url, blazeUrl, credentials, examples: MIXIN_EXAMPLES, control: server.control },
    sealtalk,
    connection: {
      mixin: { url, blazeUrl, appId, sessionId, sessionPrivateKey, serverPublicKey, clientSecret, pin },
      sealtalk: { url: sealtalk.url },
    },
    close: async () => void (await Promise.all([server.close(), sealtalk.close()])),
  }
}
