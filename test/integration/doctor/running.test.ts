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

/** Something that is no gateway, on a port of its own. */
const listen = async (listener: RequestListener): Promise<string> => {
  const server = createServer(listener).listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => void server.close())
  return String((server.address() as AddressInfo).port)
}

it('finds the gateway that runs, wherever it listens, and what it has closed', async () => {
  const harness = await startSandboxGateway()
  onTestFinished(() => harness.close())
  const port = portOf(harness.gateway.url)
  expect(await look({ PORT: port })).toEqual([
    `ok: a gateway answers at http://127.0.0.1:${port}, and no budget of it is closed`,
  ])

  harness.sandbox.control.setFault({ endpoint: 'GET /users/:id', kind: '429' })
  harness.sandbox.control.setFault({ endpoint: 'POST /users/fetch', kind: 'garbage' })
  await harness.gateway.query('{ user(by: { mixinIdentityNumber: "7000104017" }) { name } }')
  for (let id = 10; id < 15; id += 1) {
    await harness.gateway.query(
      `{ user(by: { mixinUserId: "e8e8cd79-cd40-4796-8c54-0000000000${id}" }) { name } }`,
    )
  }

  expect((await look({ PORT: '1', METRICS_PORT: port, HOST: '0.0.0.0' })).sort()).toEqual([
    'warning: mixin fails readUsers: it is given a rest',
    'warning: mixin refused readUser: its budget is closed',
  ])
})

it('is content where none runs yet, or the port is any free one', async () => {
  const harness = await startSandboxGateway()
  const port = portOf(harness.gateway.url)
  await harness.close()

  expect(await look({ PORT: port })).toEqual([`ok: no gateway answers at http://127.0.0.1:${port}`])
  expect(await look({ PORT: '0' })).toEqual([expect.stringMatching(/^ok: the port is a free one/)])
})

it('warns where something else has the port', async () => {
  const port = await listen((_, response) => response.end('hello'))

  expect(await look({ PORT: port })).toEqual([`warning: something else answers at http://127.0.0.1:${port}`])
})
