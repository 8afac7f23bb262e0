import { type Sandbox, startSandbox } from '../../../sandbox/index.ts'
import type { Fault } from '../../../sandbox/faults.ts'
import { readSettings, withSandbox } from '../../../src/config/index.ts'
import { createGateway, type Gateway } from '../../../src/gateway.ts'
import { createLog } from '../../../src/telemetry/log.ts'
import { createMetrics } from '../../../src/telemetry/metrics.ts'
import { createSchema } from '../../../src/schema.ts'
import { respondInProcess } from '../../support/in-process.ts'
import { sealedFor } from '../../support/sealtalk-sandbox.ts'
import type { Told } from './answers.ts'

export const NETWORKS = ['mixin', 'sealtalk'] as const
export type Network = (typeof NETWORKS)[number]

/** A document takes the fast path once it has come along the Yoga path. */
export const PATHS = ['yoga', 'fast'] as const
export type ExecutionPath = (typeof PATHS)[number]

export const otherThan = (network: Network): Network => (network === 'mixin' ? 'sealtalk' : 'mixin')

/** A gateway that knows nobody yet and has seen nothing fail, before both networks of a sandbox. */
export interface World {
  readonly sandbox: Sandbox
  /** Whether the gateway has logged somebody's secret. */
  hasToldSecret(): boolean
  /** Asks as the sandbox's bot and as the first SealTalk account; throws for a document that takes no such path. */
  ask(document: string, path: ExecutionPath, signal?: AbortSignal): Promise<Told>
  fail(network: Network, fault: Fault): void
  /** No faults any more, and no calls counted. */
  mend(): void
  /** Endpoints called since then, and how often. */
  calls(network: Network): ReadonlyMap<string, number>
}

/** Sandboxes before which gateways are tried out side by side: what waits in one of them keeps nobody else. */
export interface Worlds {
  /** Judges cases, each with a gateway of its own. */
  each<Case, Result>(
    cases: readonly Case[],
    judge: (world: World, one: Case) => Promise<Result>,
  ): Promise<Result[]>
  /** Of the first. All are the same. */
  readonly sandbox: Sandbox
  close(): Promise<void>
}

export interface WorldsOptions {
  /** Milliseconds that a call may take. Default 4,000, as without a test. */
  readonly callTimeoutMs?: number
  /** How many there are. Default 4. */
  readonly count?: number
}

const SECRET = 'seals the sessions of this test'

/** What gateways have in common that holds no state of theirs. */
const common = { schema: createSchema(), metrics: createMetrics() }

/** New ones that mutations set. */
export const PASSWORDS = ['a-new-secret-1', 'a-new-secret-2', 'a-new-secret-3'] as const

// Calls that are repeated must not be refused by the budget: that would be another fault.
const settings = readSettings({
  SANDBOX: '1',
  SESSION_SECRET: SECRET,
  MIXIN_NUMBER_RATE: '1000',
  MIXIN_SEARCH_RATE: '1000',
})

const secretsOf = ({ mixin, sealtalk }: Sandbox): string[] => {
  const { sessionPrivateKey, clientSecret, codes } = mixin.credentials
  return [
    SECRET,
    sessionPrivateKey,
    clientSecret,
    ...codes.map(({ code }) => code),
    // The first account's phone is so round a number that it turns up among milliseconds.
    sealtalk.credentials.accounts[1].phone,
    ...sealtalk.credentials.accounts.map(({ password }) => password),
    ...PASSWORDS,
  ]
}

const openWorld = (
  sandbox: Sandbox,
  options: Pick<WorldsOptions, 'callTimeoutMs'>,
): { readonly world: World; readonly gateway: Gateway } => {
  const logged: string[] = []
  const gateway = createGateway({
    ...common,
    ...options,
    settings: withSandbox(settings, sandbox.connection),
    log: createLog({ level: 'debug', destination: { write: (line) => void logged.push(line) } }),
    sleep: () => Promise.resolve(),
  })
  const { sealtalk } = sandbox
  const secrets = secretsOf(sandbox)
  /** A session of its own for each question: some end it. */
  const signIn = (): string => {
    const cookie = sealtalk.signIn(sealtalk.credentials.accounts[0].userId)
    const sealed = sealedFor(sealtalk, SECRET, cookie)['x-sealtalk-session'] ?? ''
    secrets.push(cookie, sealed)
    return sealed
  }
  const asked = new Set<string>()
  let repeats = 0
  const world: World = {
    sandbox,
    hasToldSecret: () => secrets.some((secret) => logged.some((line) => line.includes(secret))),
    async ask(document, path, signal = new AbortController().signal) {
      const asking = { session: signIn(), signal }
      const startedAt = performance.now()
      // A document that the gateway knows takes the fast path; a comment makes it another one.
      const isKnown = asked.has(document)
      asked.add(document)
      const sent = path === 'yoga' && isKnown ? `${document} # ${(repeats += 1)}` : document
      const response = await respondInProcess(gateway, sent, asking)
      if (response.path !== path) throw new Error(`this document does not take the ${path} path: ${document}`)
      return { text: response.text, tookMs: performance.now() - startedAt }
    },
    fail: (network, fault) => sandbox[network].control.setFault(fault),
    mend() {
      for (const network of NETWORKS) {
        sandbox[network].control.clearFaults()
        sandbox[network].control.resetCalls()
      }
    },
    calls: (network) => new Map(Object.entries(sandbox[network].control.calls().byEndpoint)),
  }
  world.mend()
  return { world, gateway }
}

export const openWorlds = async ({ count = 4, ...options }: WorldsOptions = {}): Promise<Worlds> => {
  const sandboxes = await Promise.all(Array.from({ length: count }, () => startSandbox()))
  const [first] = sandboxes
  if (!first) throw new Error('there is no sandbox')
  return {
    sandbox: first,
    async each(cases, judge) {
      const waiting = cases.map((one, index) => ({ one, index }))
      const results = new Map<number, Awaited<ReturnType<typeof judge>>>()
      const work = async (sandbox: Sandbox): Promise<void> => {
        for (let next = waiting.shift(); next; next = waiting.shift()) {
          const { world, gateway } = openWorld(sandbox, options)
          try {
            results.set(next.index, await judge(world, next.one))
          } finally {
            await gateway.close()
          }
        }
      }
      await Promise.all(sandboxes.map(work))
      return [...results].sort(([one], [other]) => one - other).map(([, result]) => result)
    },
    close: async () => void (await Promise.all(sandboxes.map((sandbox) => sandbox.close()))),
  }
}
