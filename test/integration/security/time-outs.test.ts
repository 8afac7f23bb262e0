import { subscribe, unsubscribe } from 'node:diagnostics_channel'
import type { Server } from 'node:http'
import { expect, it, onTestFinished } from 'vitest'
import { startGateway } from '../../support/gateway.ts'

const STARTED = 'http.server.request.start'

it('heads have five seconds, requests ten, and connections stay open for KEEP_ALIVE_MS', async () => {
  const servers = new Map<number, Server>()
  const note = (message: unknown): void => {
    const { server } = message as { readonly server: Server }
    const address = server.address()
    if (typeof address === 'object' && address) servers.set(address.port, server)
  }
  subscribe(STARTED, note)
  onTestFinished(() => void unsubscribe(STARTED, note))
  const gateway = await startGateway({ env: { METRICS_PORT: '0', KEEP_ALIVE_MS: '70000' } })
  onTestFinished(() => gateway.close())

  await gateway.query('{ __typename }')

  // Node.js measures them with timers of its own, so that no test can turn the clock forward.
  expect(servers.get(Number(new URL(gateway.url).port))).toMatchObject({
    headersTimeout: 5_000,
    requestTimeout: 10_000,
    keepAliveTimeout: 70_000,
    maxRequestsPerSocket: 0,
  })
})
