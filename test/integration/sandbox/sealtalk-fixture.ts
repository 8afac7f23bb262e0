import { afterAll, beforeAll, beforeEach } from 'vitest'
import { startSealTalkUpstream } from '../../../sandbox/sealtalk/index.ts'
import type { SealTalkSandbox, SealTalkSandboxOptions } from '../../../sandbox/sealtalk/index.ts'
import { clientOf, send } from './sealtalk-client.ts'
import type { CallOptions, Client, Reply } from './sealtalk-client.ts'

/** An upstream on a clock that only the test moves, and callers for it. */
export type SealTalkFixture = {
  upstream: SealTalkSandbox
  /** The first demo account. */
  lin: Client
  /** The second demo account. */
  max: Client
  /** Nobody: no cookie. */
  guest: Client
  send(method: string, path: string, options?: CallOptions): Promise<Reply>
  /** A caller with the session of a user. */
  as(userId: string): Client
  /** The upstream's time in milliseconds. */
  now(): number
  advance(milliseconds: number): void
}

const START = Date.UTC(2026, 0, 15, 12)

/** Opens an upstream for a test file; each test finds it as freshly started. */
export const useSealTalk = (
  options: Omit<SealTalkSandboxOptions, 'clock' | 'port'> = {},
): SealTalkFixture => {
  let now = START
  const fixture = { now: () => now, advance: (ms: number) => void (now += ms) } as SealTalkFixture

  beforeAll(async () => {
    const upstream = await startSealTalkUpstream({ ...options, clock: () => now })
    const as = (userId: string): Client => clientOf(upstream.url, upstream.signIn(userId))
    Object.assign(fixture, {
      upstream,
      as,
      guest: clientOf(upstream.url, ''),
      send: (method: string, path: string, call?: CallOptions) => send(upstream.url, method, path, call),
    })
  })
  beforeEach(() => {
    now = START
    const { upstream, as } = fixture
    upstream.control.reset()
    const [lin, max] = upstream.credentials.accounts
    Object.assign(fixture, { lin: as(lin.userId), max: as(max.userId) })
  })
  afterAll(() => fixture.upstream.close())
  return fixture
}
