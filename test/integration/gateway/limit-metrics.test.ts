import { afterEach, beforeEach, expect, it } from 'vitest'
import { type SandboxGateway, startSandboxGateway } from '../../support/sandbox.ts'

let harness: SandboxGateway
beforeEach(async () => void (harness = await startSandboxGateway({ env: { MIXIN_NUMBER_RATE: '1000' } })))
afterEach(() => harness.close())

/** Values of a metric by its labels. */
const samples = async (metric: string): Promise<Record<string, string>> => {
  const text = await (await fetch(`${harness.gateway.url}/metrics`)).text()
  const lines = text.split('\n').filter((line) => line.startsWith(`${metric}{`))
  return Object.fromEntries(lines.map((line) => line.slice(metric.length).split(' ') as [string, string]))
}

const byNumber = (number: number) =>
  harness.gateway.query(`{ user(by: { mixinIdentityNumber: "${number}" }) { name } }`)

it('metrics show that a lookup is rate-limited, without the caller', async () => {
  const lookup = '{network="mixin",operation="readUser"}'
  await byNumber(30265)
  expect(await samples('parley_budget_closed')).toMatchObject({ [lookup]: '0' })

  harness.sandbox.control.setFault({ endpoint: 'GET /users/:id', kind: '429' })
  await byNumber(7000104017)

  expect(await samples('parley_budget_closed')).toMatchObject({ [lookup]: '1' })
})

it('metrics and the log show that a circuit opens', async () => {
  const fetches = 'network="mixin",operation="readUsers"'
  const ask = (id: number) =>
    harness.gateway.query(
      `{ user(by: { mixinUserId: "e8e8cd79-cd40-4796-8c54-${String(id).padStart(12, '0')}" }) { name } }`,
    )
  await ask(0)
  expect(await samples('parley_breaker_open')).toMatchObject({ [`{${fetches}}`]: '0' })
  expect(await samples('parley_breaker_opened_total')).toEqual({
    [`{${fetches},reason="outage"}`]: '0',
    [`{${fetches},reason="callers"}`]: '0',
    [`{${fetches},reason="subjects"}`]: '0',
  })

  harness.sandbox.control.setFault({ endpoint: 'POST /users/fetch', kind: 'html', status: 502 })
  for (let id = 1; id <= 5; id += 1) await ask(id)

  expect(await samples('parley_breaker_open')).toMatchObject({ [`{${fetches}}`]: '1' })
  expect(await samples('parley_breaker_opened_total')).toMatchObject({
    [`{${fetches},reason="outage"}`]: '1',
  })
  const lines = harness.gateway.logged.filter((line) => line.includes('"circuit":'))
  expect(lines.map((line) => JSON.parse(line) as unknown)).toEqual([
    expect.objectContaining({
      level: 'warn',
      msg: 'circuit opened: calls are paused after repeated failures',
      circuit: 'mixin readUsers',
      reason: 'outage',
      failures: 5,
      callers: 0,
      subjects: 0,
    }),
  ])
})
