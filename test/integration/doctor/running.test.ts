import { createServer, type RequestListener } from 'node:http'
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { expect, it, onTestFinished } from 'vitest'
import { readSettings } from '../../../src/config/index.ts'
import { checkRunning } from '../../../src/doctor/running.ts'
import { startSandboxGateway } from '../../support/sandbox.ts'

const look = async (env: Record<string, string>): Promise<string[]> =>
  (await checkRunning(readSettings({ SANDBOX: '0', ...env }))).map(
    ({ verdict, text }) => `${verdict}: ${text}`,
  )

const portOf = (url: string): string => new URL(url).port

/** Starts a server that is not a gateway. */
const listen = async (listener: RequestListener): Promise<string> => {
  const server = createServer(listener).listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => void server.close())
  return String((server.address() as AddressInfo).port)
}

it('finds the running gateway, its used-up budgets and its paused calls', async () => {
  const harness = await startSandboxGateway()
  onTestFinished(() => harness.close())
  const port = portOf(harness.gateway.url)
  expect(await look({ PORT: port })).toEqual([
    `ok: a gateway runs at http://127.0.0.1:${port}; no budget is used up and no calls are paused`,
  ])

  harness.sandbox.control.setFault({ endpoint: 'GET /users/:id', kind: '429' })
  harness.sandbox.control.setFault({ endpoint: 'POST /users/fetch', kind: 'html', status: 502 })
  await harness.gateway.query('{ user(by: { mixinIdentityNumber: "7000104017" }) { name } }')
  for (let id = 10; id < 15; id += 1) {
    await harness.gateway.query(
      `{ user(by: { mixinUserId: "e8e8cd79-cd40-4796-8c54-0000000000${id}" }) { name } }`,
    )
  }

  expect((await look({ PORT: '1', METRICS_PORT: port, HOST: '0.0.0.0' })).sort()).toEqual([
    'warning: mixin fails readUsers: calls are paused after repeated failures',
    'warning: mixin refused readUser: the budget is used up',
  ])
})

it('accepts that none runs yet, or that the port is a free one', async () => {
  const harness = await startSandboxGateway()
  const port = portOf(harness.gateway.url)
  await harness.close()

  expect(await look({ PORT: port })).toEqual([`ok: no gateway runs at http://127.0.0.1:${port}`])
  expect(await look({ PORT: '0' })).toEqual([expect.stringMatching(/^ok: not checked: .* free port$/)])
})

it('warns of another program on the port', async () => {
  const port = await listen((_, response) => response.end('hello'))

  expect(await look({ PORT: port })).toEqual([`warning: another program listens at http://127.0.0.1:${port}`])
})
