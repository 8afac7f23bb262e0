import { inspect } from 'node:util'
import { LRUCache } from 'lru-cache'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { type Sandbox, startSandbox } from '../../../sandbox/index.ts'
import { RecencyList } from '../../../src/datasources/loading/recency-list.ts'
import { startGateway, type TestGateway } from '../../support/gateway.ts'
import { sandboxSettings } from '../shield/stage.ts'
import { canariesOf, secretsIn, secretTour } from './secret-tour.ts'

let sandbox: Sandbox
let gateway: TestGateway
beforeAll(async () => {
  sandbox = await startSandbox()
})
afterAll(async () => {
  await gateway.close()
  await sandbox.close()
})

const show = (value: unknown): string =>
  Buffer.isBuffer(value)
    ? value.toString()
    : inspect(value, { depth: 8, maxArrayLength: 100, maxStringLength: 10_000 })

it('no cache stores a credential, or a phone number from a lookup', async () => {
  const { clientSecret, pin } = sandbox.mixin.credentials
  const secret = canariesOf(sandbox)
  const { stops, sealed } = secretTour(sandbox, secret)
  const kept: string[] = []
  const keys: string[] = []
  const note = (key: unknown, value: unknown): void => {
    const { bytes, body } = (value ?? {}) as { readonly bytes?: unknown; readonly body?: unknown }
    keys.push(show(key))
    kept.push([key, value, bytes, body].map(show).join(' '))
  }
  // Entries of the caches that callers share are touched when they are stored.
  const touch = RecencyList.prototype.touch
  vi.spyOn(RecencyList.prototype, 'touch').mockImplementation(function use(this: unknown, ...given) {
    const { key, owner, value } = given[0] as { key?: unknown; owner?: unknown; value?: unknown }
    note(key ?? owner, value)
    return Reflect.apply(touch, this, given)
  })
  const keep = LRUCache.prototype.set
  vi.spyOn(LRUCache.prototype, 'set').mockImplementation(function set(this: unknown, ...given) {
    note(given[0], given[1])
    return Reflect.apply(keep, this, given)
  })
  gateway = await startGateway({
    env: {
      ...sandboxSettings(sandbox),
      MIXIN_BLAZE_URL: sandbox.mixin.blazeUrl,
      MIXIN_CLIENT_SECRET: clientSecret,
      MIXIN_PIN: pin,
      SESSION_SECRET: secret.sessionSecret,
      API_KEYS: secret.apiKey,
    },
  })
  // The second time, documents are known; the fourth, answers.
  for (let time = 0; time < 4; time += 1) {
    for (const { query, variables, headers } of stops) {
      await gateway.query(query, { headers, ...(variables && { variables }) })
    }
  }
  vi.restoreAllMocks()

  expect(kept.length).toBeGreaterThan(60)
  expect(kept.join('\n')).toContain('"data"')
  // What a viewer may see of a user is kept for that viewer, the user's phone included; what was asked for is not.
  const { mixinPhone: _, sealtalkPhone: __, ...credentials } = secret
  expect(secretsIn(kept.join('\n'), { ...credentials, sealed })).toEqual([])
  expect(secretsIn(keys.join('\n'), secret)).toEqual([])
})
