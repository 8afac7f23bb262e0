import { type Sandbox, type SandboxOptions, startSandbox } from '../sandbox/index.ts'
import { type DemoName, tokenOf } from './demo-users.ts'
import { startGateway, type TestGateway, type TestGatewayOptions } from './gateway.ts'

/** A gateway with the sandbox behind it: what `npm start` gives, on free ports of loopback. */
export interface TestParley extends TestGateway {
  readonly sandbox: Sandbox
  /** Headers of a demo user of Mixin; without any, the sandbox's bot asks. */
  as(name: DemoName): Record<string, string>
  /**
   * Signs a demo account of SealTalk in, the first unless told otherwise, and gives the headers of its browser.
   * @throws Error where the login fails.
   */
  signIn(account?: 0 | 1): Promise<Record<string, string>>
  /** What the gateway has called since the start, or since `resetCalls`, such as `POST /users/fetch`. */
  calls(): { readonly mixin: readonly string[]; readonly sealtalk: readonly string[] }
  resetCalls(): void
  /** Finishes what runs, and frees all ports. */
  close(): Promise<void>
}

export interface TestParleyOptions extends Omit<TestGatewayOptions, 'sandbox'> {
  /** Seed, clock, limits and dialect of the sandbox. */
  readonly sandbox?: SandboxOptions
}

const LOGIN = 'mutation ($input: LoginInput!) { login(input: $input) { userId } }'

/** Starts both; nothing is cached yet, and nothing counted. */
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
      if (cookie === undefined)
        throw new Error(`the login failed: ${errors[0]?.message ?? 'without a cookie'}`)
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
