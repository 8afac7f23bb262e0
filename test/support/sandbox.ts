import type { Dispatcher } from 'undici'
import type { Call } from '../../sandbox/calls.ts'
import { type MixinSandbox, type Sandbox, startSandbox, type SandboxOptions } from '../../sandbox/index.ts'
import type { Clock } from '../../src/clock.ts'
import type { Ticker } from '../../src/server/ticker.ts'
import type { Spans } from '../../src/telemetry/spans/span.ts'
import { botClaims, jwt, send } from '../integration/sandbox/mixin-client.ts'
import { type DemoName, tokenOf } from '../../testing/demo-users.ts'
import { startGateway, type TestGateway } from './gateway.ts'

export { type DemoName, tokenOf } from '../../testing/demo-users.ts'

/** A gateway that uses the sandbox's Mixin. */
export interface SandboxGateway {
  readonly gateway: TestGateway
  readonly sandbox: MixinSandbox
  /** The gateway's calls so far, in order of arrival, such as `POST /users/fetch`. */
  calls(): string[]
  /** The same calls with all details. */
  callLog(): Call[]
  /** Resets the sandbox's state, faults and counters, but not the gateway. */
  reset(): void
  /** Headers of a request that a demo user makes. */
  as(name: DemoName): Record<string, string>
  /** `data` of the sandbox's response to a direct GET, which is not counted in `calls`. */
  look(path: string, who?: DemoName | 'bot'): Promise<unknown>
  close(): Promise<void>
}

export interface SandboxGatewayOptions {
  /** Settings of the gateway beside those of the sandbox's bot; "" takes one of these away. */
  readonly env?: Record<string, string> | ((sandbox: MixinSandbox) => Record<string, string>)
  /** Default: debug. */
  readonly logLevel?: 'debug' | 'info' | 'error'
  /** The gateway's clock. */
  readonly clock?: Clock
  readonly spans?: Spans
  /** Time of the checks on slow clients. */
  readonly ticker?: Ticker
  /** Event loop delay to simulate, in milliseconds. */
  readonly loopDelayMs?: () => number
  /** Replaces the network connections of the gateway. */
  readonly dispatcher?: Dispatcher
  /** Time-out of an upstream call in milliseconds. Default: as in production. */
  readonly callTimeoutMs?: number
  /** The sandbox's clock and limits. */
  readonly sandbox?: SandboxOptions
}

/** Settings of a gateway that acts for everyone as the sandbox's bot. */
export const sandboxSettings = ({ url, blazeUrl, credentials }: MixinSandbox): Record<string, string> => ({
  MIXIN_API_URL: url,
  MIXIN_BLAZE_URL: blazeUrl,
  MIXIN_APP_ID: credentials.appId,
  MIXIN_SESSION_ID: credentials.sessionId,
  MIXIN_SESSION_PRIVATE_KEY: credentials.sessionPrivateKey,
  MIXIN_SERVER_PUBLIC_KEY: credentials.serverPublicKey,
  MIXIN_CLIENT_SECRET: credentials.clientSecret,
  MIXIN_PIN: credentials.pin,
  MIXIN_BOT_ACCESS: 'full',
})

/** A sandbox that the last test of this file has left: as good as a new one, once it is reset. */
let idle: Sandbox | undefined

/** To be called after each file: calls that were left behind in its sandbox may still change something there. */
export const closeIdleSandbox = async (): Promise<void> => {
  await idle?.close()
  idle = undefined
}

const openSandbox = async (options: SandboxOptions | undefined): Promise<Sandbox> => {
  if (options || !idle) return startSandbox(options)
  const sandbox = idle
  idle = undefined
  sandbox.mixin.control.reset()
  return sandbox
}

/** Starts both on free ports of loopback; nothing is cached yet and nothing counted. */
export const startSandboxGateway = async (options: SandboxGatewayOptions = {}): Promise<SandboxGateway> => {
  const { env = {}, logLevel, clock, spans, ticker, loopDelayMs, dispatcher, callTimeoutMs } = options
  const sandbox = await openSandbox(options.sandbox)
  const { mixin } = sandbox
  const more = typeof env === 'function' ? env(mixin) : env
  const gateway = await startGateway({
    env: { ...sandboxSettings(mixin), ...more },
    ...(logLevel && { logLevel }),
    ...(clock && { clock }),
    ...(spans && { spans }),
    ...(ticker && { ticker }),
    ...(loopDelayMs && { loopDelayMs }),
    ...(dispatcher && { dispatcher }),
    ...(callTimeoutMs !== undefined && { callTimeoutMs }),
  })
  const looks = new Set<string | null>()

  const callLog = (): Call[] => mixin.control.calls().recent.filter(({ requestId }) => !looks.has(requestId))

  return {
    gateway,
    sandbox: mixin,
    callLog,
    calls: () => callLog().map(({ endpoint }) => endpoint),
    reset: () => mixin.control.reset(),
    as: (name) => ({ authorization: `Bearer ${tokenOf(mixin, name)}` }),
    async look(path, who = 'bot') {
      const { keystore } = mixin.credentials
      const claims = botClaims(keystore, (options.sandbox?.clock ?? Date.now)(), 'GET', path)
      const token = who === 'bot' ? jwt(keystore.session_private_key, claims) : tokenOf(mixin, who)
      looks.add(claims.jti)
      const { data } = await send(mixin.url, 'GET', path, { token, headers: { 'x-request-id': claims.jti } })
      return data
    },
    async close() {
      await gateway.close()
      if (options.sandbox || idle) await sandbox.close()
      else idle = sandbox
    },
  }
}
