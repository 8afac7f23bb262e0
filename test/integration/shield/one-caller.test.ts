import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Fault } from '../../../sandbox/faults.ts'
import { codesOf } from '../../support/gateway.ts'
import { type SealTalkGateway, startSealTalkGateway } from '../../support/sealtalk-sandbox.ts'
import { clockOf } from '../../support/time.ts'

let harness: SealTalkGateway
let now = Date.now()
beforeEach(async () => {
  harness = await startSealTalkGateway({
    env: { TRUST_PROXY: '127.0.0.1', LIMIT_TRIES_PER_ADDRESS: '1000' },
    clock: clockOf(() => now),
    sleep: () => Promise.resolve(),
  })
})
afterEach(() => harness.close())

const CHANGE = 'mutation { updateProfile(input: { nickname: "Ann" }) { applied failed { code } } }'
const NICKNAME = 'POST /user/set_nickname'

const fail = (fault: Omit<Fault, 'endpoint'>, endpoint = NICKNAME) =>
  harness.sandbox.control.setFault({ endpoint, ...fault })
const succeed = () => harness.sandbox.control.clearFaults()

const change = async (headers: Record<string, string>): Promise<string> => {
  const { data, errors } = await harness.gateway.query(CHANGE, { headers })
  const { updateProfile } = data as { updateProfile: { failed: { code: string }[] } | null }
  return errors[0] ? String(errors[0].extensions['code']) : (updateProfile?.failed[0]?.code ?? 'applied')
}

describe('one caller whose calls fail', () => {
  it.each([
    ['an internal error', { kind: '500' }],
    ['a response of another shape', { kind: 'garbage' }],
  ] as const)('ten times a second by %s, refuses nothing to another', async (_, fault) => {
    const [attacker, victim] = [await harness.signIn(0), await harness.signIn(1)]
    const refused: string[] = []
    for (let turn = 0; turn < 59; turn += 1) {
      fail(fault)
      expect(await change(attacker)).toBe('OUTCOME_UNKNOWN')
      succeed()
      const result = await change(victim)
      if (result !== 'applied') refused.push(result)
      now += 100
    }

    expect(refused).toEqual([])
  })

  it('refuses nothing either while the other was silent', async () => {
    const [attacker, victim] = [await harness.signIn(0), await harness.signIn(1)]
    fail({ kind: '500' })
    for (let turn = 0; turn < 59; turn += 1) await change(attacker)
    succeed()

    expect(await change(victim)).toBe('applied')
  })

  it('cannot make one subject many by paging', async () => {
    const [attacker, victim] = [await harness.signIn(0), await harness.signIn(1)]
    const page = (first: number) =>
      `{ viewer { sealtalk { favoriteConversations(first: ${first}) { totalCount } } } }`
    fail({ kind: '500' }, 'GET /user/favgroups')
    for (let first = 1; first <= 30; first += 1)
      await harness.gateway.query(page(first), { headers: attacker })
    succeed()

    expect(codesOf(await harness.gateway.query(page(20), { headers: victim }))).toEqual([])
  })
})

describe('callers without a session', () => {
  const available = (address: string, number = '13800000001') =>
    harness.gateway.query(`{ isPhoneAvailable(phone: { region: "86", number: "${number}" }) }`, {
      headers: { 'x-forwarded-for': address },
    })
  const messageOf = async (address: string) => (await available(address)).errors[0]?.message ?? 'fine'

  it.each([
    [
      'three IPv4 addresses',
      ['203.0.113.1', '203.0.113.2', '203.0.113.3'],
      /^Calls to this network are paused/,
    ],
    ['three networks of IPv6', ['2001:db8:1::1', '2001:db8:2::1', '2001:db8:3::1'], /^Calls .* are paused/],
    ['one network of IPv6', ['2001:db8:1:1::1', '2001:db8:1:2::1', '2001:db8:1:3::1'], /^fine$/],
  ])('who fail from %s', async (_, addresses, expected) => {
    fail({ kind: '500' }, 'POST /user/check_phone_available')
    for (const address of addresses) await available(address)
    succeed()

    expect(await messageOf('198.51.100.7')).toMatch(expected)
    const opened = harness.gateway.logged.filter((line) => line.includes('circuit opened'))
    expect(opened).toHaveLength(expected.test('fine') ? 0 : 1)
  })

  it('pause an operation alone only by ten subjects', async () => {
    fail({ kind: '500' }, 'POST /user/check_phone_available')
    const sent = (): number =>
      harness.sandbox.control.calls().byEndpoint['POST /user/check_phone_available'] ?? 0
    for (let phone = 0; phone < 9; phone += 1) await available('203.0.113.1', `1380000000${phone}`)
    for (let times = 0; times < 5; times += 1) await available('203.0.113.1', '13800000000')
    const before = sent()
    await available('203.0.113.1', '13800000009')
    expect(sent() - before).toBe(1)

    await available('203.0.113.1', '13800000009')
    expect(sent() - before).toBe(1)

    succeed()
    now += 10_000
    expect(await messageOf('203.0.113.1')).toBe('fine')
    const lines = harness.gateway.logged.filter((line) => line.includes('"circuit":'))
    expect(lines.map((line) => JSON.parse(line) as unknown)).toEqual([
      expect.objectContaining({
        level: 'warn',
        circuit: 'sealtalk checkPhone',
        reason: 'subjects',
        callers: 1,
        subjects: 10,
      }),
      expect.objectContaining({ level: 'info', circuit: 'sealtalk checkPhone', openedForMs: 10_000 }),
    ])
    expect(lines.join('')).not.toMatch(/1380000|203\.0/)
  })
})
