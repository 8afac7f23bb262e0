import type { Dispatcher } from 'undici'
import { type Sandbox, type SandboxOptions, startSandbox } from '../../../sandbox/index.ts'
import type { SandboxControl } from '../../../sandbox/control.ts'
import { createPeople } from '../../../sandbox/mixin/people.ts'
import { createSeed } from '../../../sandbox/seed.ts'
import { startGateway, type TestGateway } from '../../support/gateway.ts'
import { type Answered, type Asking, askInProcess } from '../../support/in-process.ts'
import { takeClock, type TestClock } from '../../support/time.ts'

/** Made-up users that the sandbox knows by number. */
export const PEOPLE = createPeople(createSeed(1)).filter(({ identityNumber }) => identityNumber !== '0')

export const personAt = (index: number) => {
  const person = PEOPLE[index]
  if (!person) throw new RangeError('the sandbox has fewer people')
  return person
}

/** In what way questions reach the gateway: handed over in the same turn, or through sockets as they come. */
export type Way = 'in one turn' | 'over HTTP'

export type Viewer = 'Alia' | 'Bo' | 'Cleo'

export interface StageAsking extends Omit<Asking, 'token'> {
  /** Whose question it is; the bot's where left out. */
  readonly as?: Viewer | undefined
}

/** Calls since the last time that they were counted. */
export interface Counts {
  readonly limited: number
  readonly fetches: number
}

/** A gateway and a sandbox that share a clock which stands still; waits before repeats take no time. */
export interface Stage {
  readonly clock: TestClock
  readonly sandbox: Sandbox
  /** Of the sandbox's Mixin. */
  readonly control: SandboxControl
  readonly gateway: TestGateway
  ask(document: string, asking?: StageAsking): Promise<Answered>
  count(): Counts
  /** Endpoints called since the last time that they were counted, in order. */
  calls(): string[]
  close(): Promise<void>
}

export interface StageOptions {
  readonly env?: Record<string, string>
  readonly limits?: SandboxOptions['limits']
  readonly way?: Way
  /** Stands between the gateway and the sandbox. */
  readonly dispatcher?: Dispatcher
}

/** Settings of a gateway that acts for everyone as the sandbox's bot. */
export const sandboxSettings = ({ mixin, sealtalk }: Sandbox): Record<string, string> => ({
  MIXIN_API_URL: mixin.url,
  MIXIN_APP_ID: mixin.credentials.appId,
  MIXIN_SESSION_ID: mixin.credentials.sessionId,
  MIXIN_SESSION_PRIVATE_KEY: mixin.credentials.sessionPrivateKey,
  MIXIN_SERVER_PUBLIC_KEY: mixin.credentials.serverPublicKey,
  MIXIN_BOT_ACCESS: 'full',
  SEALTALK_API_URL: sealtalk.url,
})

export const openStage = async (options: StageOptions = {}): Promise<Stage> => {
  const { env, limits = {}, way = 'in one turn', dispatcher } = options
  const clock = takeClock()
  const sandbox = await startSandbox({ clock: clock.now, limits })
  const { credentials, control } = sandbox.mixin
  const gateway = await startGateway({
    // Whole crowds come at once.
    env: { ...sandboxSettings(sandbox), LIMIT_CONCURRENT_REQUESTS: '2000', ...env },
    clock,
    ...(dispatcher && { dispatcher }),
    sleep: () => Promise.resolve(),
  })
  const tokenOf = (viewer: Viewer): string | undefined =>
    credentials.users.find(({ name }) => name.startsWith(`${viewer} `))?.accessToken

  return {
    clock,
    sandbox,
    control,
    gateway,
    ask(document, { as, ...asking } = {}) {
      const token = as && tokenOf(as)
      if (way === 'in one turn') return askInProcess(gateway.gateway, document, { ...asking, token })
      const headers = token === undefined ? {} : { authorization: `Bearer ${token}` }
      return gateway.query(document, { headers, ...(asking.variables && { variables: asking.variables }) })
    },
    count() {
      const { limited, byEndpoint } = control.calls()
      control.resetCalls()
      return { limited, fetches: byEndpoint['POST /users/fetch'] ?? 0 }
    },
    calls() {
      const { recent } = control.calls()
      control.resetCalls()
      return recent.map(({ endpoint }) => endpoint)
    },
    async close() {
      await gateway.close()
      await sandbox.close()
      clock.release()
    },
  }
}
