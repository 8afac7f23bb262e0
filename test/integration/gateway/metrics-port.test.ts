import { describe, expect, it, onTestFinished } from 'vitest'
import { startGateway, type TestGateway } from '../../support/gateway.ts'

/** A gateway with a separate port for metrics, and the URL of that port. */
const start = async (): Promise<TestGateway & { readonly side: string }> => {
  const gateway = await startGateway({ env: { METRICS_PORT: '0' } })
  const lines = gateway.logged.map((line) => JSON.parse(line) as { msg: string; port?: number })
  const port = lines.find(({ msg }) => msg === 'metrics are served on a separate port')?.port
  return { ...gateway, side: `http://127.0.0.1:${port}` }
}

describe('METRICS_PORT', () => {
  it('serves the metrics, which are not on the main port then', async () => {
    const { side, url, query, close } = await start()
    onTestFinished(close)
    await query('{ __typename }')

    const answer = await fetch(`${side}/metrics`)
    expect(answer.status).toBe(200)
    expect(answer.headers.get('content-type')).toMatch(/^text\/plain;/)
    expect(await answer.text()).toContain(
      'parley_request_duration_seconds_count{kind="query",outcome="ok"} 1',
    )
    expect((await fetch(`${url}/metrics`)).status).toBe(404)
  })

  it('serves nothing else', async () => {
    const { side, close } = await start()
    onTestFinished(close)

    for (const path of ['/graphql', '/health/live', '/metrics/', '/']) {
      expect((await fetch(side + path)).status).toBe(404)
    }
  })

  it('is closed with the gateway', async () => {
    const { side, close } = await start()
    await (await fetch(`${side}/metrics`)).text()
    await close()

    await expect(fetch(`${side}/metrics`)).rejects.toThrow('fetch failed')
  })
})
