import type { Dispatcher } from 'undici'
import type { Call } from '../../sandbox/calls.ts'
import { startSealTalkUpstream, type SealTalkSandbox } from '../../sandbox/sealtalk/index.ts'
import type { SealTalkUpstreamOptions } from '../../sandbox/sealtalk/upstream.ts'
import type { Clock } from '../../src/clock.ts'
import { createSealer } from '../../src/datasources/sealtalk/seal.ts'
import { Secret } from '../../src/secret.ts'
import { type Answer, startGateway, type TestGateway } from './gateway.ts'

/** A gateway that uses the sandbox's SealTalk. */
export interface SealTalkGateway {
  readonly gateway: TestGateway
  readonly sandbox: SealTalkSandbox
  /** The gateway's calls since the last operation began, such as `GET /user/batch`, sorted. */
  calls(): string[]
  callLog(): readonly Call[]
  /** Signs a demo account in (default: the first) and returns its browser's headers. */
  signIn(account?: 0 | 1): Promise<Record<string, string>>
  /** Sends an operation and counts its calls from zero. */
  ask(document: string, headers?: Record<string, string>): Promise<Answer>
  close(): Promise<void>
}

/**
 * Headers of a browser that the first demo account signed in with, past the gateway: for servers that have no
 * login. The gateway needs the same SESSION_SECRET.
 */
export const sealedFor = (
  { credentials, signIn }: SealTalkSandbox,
  secret: string,
  cookie?: string,
): Record<string, string> => {
  const [{ userId }] = credentials.accounts
  // Later than a change of the password in this millisecond, which ends the sessions issued until then.
  const content = { cookie: cookie ?? signIn(userId), userId, issuedAt: Date.now() + 1 }
  return { 'x-sealtalk-session': createSealer(new Secret(secret)).seal(content) ?? '' }
}

export interface SealTalkGatewayOptions {
  readonly sandbox?: SealTalkUpstreamOptions
  readonly env?: Record<string, string>
  /** The gateway's clock. */
  readonly clock?: Clock
  /** Replaces the network connections of the gateway. */
  readonly dispatcher?: Dispatcher
  /** How the gateway waits before a retry. */
  readonly sleep?: (ms: number) => Promise<void>
}

export const startSealTalkGateway = async (
  options: SealTalkGatewayOptions = {},
): Promise<SealTalkGateway> => {
  const sandbox = await startSealTalkUpstream(options.sandbox)
  const { env, clock, dispatcher, sleep } = options
  const gateway = await startGateway({
    env: { SEALTALK_API_URL: sandbox.url, ...env },
    ...(clock && { clock }),
    ...(dispatcher && { dispatcher }),
    ...(sleep && { sleep }),
  })
  const ask: SealTalkGateway['ask'] = (document, headers = {}) => {
    sandbox.control.resetCalls()
    return gateway.query(document, { headers })
  }
  const callLog = () => sandbox.control.calls().recent

  return {
    gateway,
    sandbox,
    ask,
    callLog,
    calls: () =>
      callLog()
        .map(({ endpoint }) => endpoint)
        .sort(),
    async signIn(account = 0) {
      const { region, phone, password } = sandbox.credentials.accounts[account]
      const { headers } = await ask(
        `mutation { login(input: {phone: {region: "${region}", number: "${phone}"}, password: "${password}"}) { userId } }`,
      )
      return { cookie: headers.getSetCookie()[0]?.split(';')[0] ?? '' }
    },
    async close() {
      await gateway.close()
      await sandbox.close()
    },
  }
}
