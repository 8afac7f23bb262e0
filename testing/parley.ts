import { type Sandbox, type SandboxOptions, startSandbox } from '../sandbox/index.ts'
import { type DemoName, tokenOf } from './demo-users.ts'
import { startGateway, type TestGateway, type TestGatewayOptions } from './gateway.ts'

/** A gateway in front of the sandbox: what `npm start` starts, on free loopback ports. */
export interface TestParley extends TestGateway {
  readonly sandbox: Sandbox
  /** Headers of a demo user of Mixin. Without them, the sandbox's bot is the viewer. */
  as(name: DemoName): Record<string, string>
  /**
   * Signs in a demo account of SealTalk, by default the first, and returns the headers with its cookie.
   * @throws Error if the login fails
   */
  signIn(account?: 0 | 1): Promise<Record<string, string>>
  /** Upstream calls since the start or since `resetCalls`, such as `POST /users/fetch`. */
  calls(): { readonly mixin: readonly string[]; readonly sealtalk: readonly string[] }
  resetCalls(): void
  /** Finishes the requests in progress and frees all ports. */
  close(): Promise<void>
}

export interface TestParleyOptions extends Omit<TestGatewayOptions, 'sandbox'> {
  /** Seed, clock, limits and dialect of the sandbox. */
  readonly sandbox?: SandboxOptions
}

const LOGIN = 'mutation ($input: LoginInput!) { login(input: $input) { userId } }'

/** Starts the sandbox and a gateway with an empty cache. */
export const startParley = async (options: TestParleyOptions = {}): Promise<TestParley> => {
  const sandbox = await startSandbox(options.sandbox)
  const gateway = await startGateway({ ...options, sandbox }).catch(async (error: unknown) => {
    await sandbox.close()
    throw error
  })
  const { mixin, sealtalk } = sandbox
  const endpoints = ({ control }: { readonly control: typeof mixin.control }): readonly string[] =>
    control.calls().recent.map(({ endpoint }) => endpoint)

  return {
    ...gateway,
    sandbox,
    as: (name) => ({ authorization: `Bearer ${tokenOf(mixin, name)}` }),
    async signIn(account = 0) {
      const { region, phone, password } = sealtalk.credentials.accounts[account]
      const input = { phone: { region, number: phone }, password }
      const { headers, errors } = await gateway.query(LOGIN, { variables: { input } })
      const [cookie] = headers.getSetCookie()
      if (cookie === undefined) throw new Error(`Login failed: ${errors[0]?.message ?? 'no cookie received'}`)
      return { cookie: cookie.split(';')[0] ?? '' }
    },
    calls: () => ({ mixin: endpoints(mixin), sealtalk: endpoints(sealtalk) }),
    resetCalls() {
      mixin.control.resetCalls()
      sealtalk.control.resetCalls()
    },
    async close() {
      await gateway.close()
      await sandbox.close()
    },
  }
}
