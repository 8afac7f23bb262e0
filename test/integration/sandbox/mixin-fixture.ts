import { afterAll, beforeAll, beforeEach } from 'vitest'
import type { SandboxOptions, MixinSandbox } from '../../../sandbox/index.ts'
import { startSandbox } from '../../../sandbox/index.ts'
import { botClient, userClient } from './mixin-client.ts'
import type { Client } from './mixin-client.ts'

/** A sandbox on a clock that only the test moves, and clients for it. */
export type MixinFixture = {
  mixin: MixinSandbox
  bot: Client
  tipBot: Client
  alia: Client
  bo: Client
  cleo: Client
  /** The sandbox's time in milliseconds. */
  clock: () => number
  advance(milliseconds: number): void
}

const START = Date.UTC(2026, 0, 15, 12)

/** Opens a sandbox for a test file; each test finds it as freshly started. */
export const useMixin = (options: Omit<SandboxOptions, 'clock'> = {}): MixinFixture => {
  let now = START
  const clock = (): number => now
  const fixture = { clock, advance: (ms: number) => void (now += ms) } as MixinFixture
  let close = async (): Promise<void> => {}

  beforeAll(async () => {
    const sandbox = await startSandbox({ ...options, clock })
    const { mixin } = sandbox
    const { url, credentials } = mixin
    const user = (index: number): Client => userClient(url, credentials.users[index]?.accessToken ?? '')
    Object.assign(fixture, {
      mixin,
      bot: botClient(url, credentials.keystore, clock),
      tipBot: botClient(url, credentials.tipBot.keystore, clock),
      alia: user(0),
      bo: user(1),
      cleo: user(2),
    })
    close = () => sandbox.close()
  })
  beforeEach(() => {
    now = START
    fixture.mixin.control.reset()
  })
  afterAll(() => close())
  return fixture
}
