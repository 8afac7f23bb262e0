import { linkSync, lstatSync, existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { once } from 'node:events'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Client } from 'undici'
import { afterEach, beforeEach, describe, expect, it, onTestFinished } from 'vitest'
import { startGateway, type TestGateway } from '../../support/gateway.ts'

describe('HOST=unix:/path', () => {
  let folder: string
  let path: string
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'parley-socket-'))
    path = join(folder, 'parley.sock')
  })
  afterEach(() => rmSync(folder, { recursive: true }))

  const start = async (env: Record<string, string> = {}): Promise<TestGateway> => {
    const gateway = await startGateway({ env: { HOST: `unix:${path}`, ...env } })
    onTestFinished(gateway.close)
    return gateway
  }
  const ask = async (): Promise<unknown> => {
    const client = new Client('http://localhost', { socketPath: path })
    const { body } = await client.request({
      method: 'POST',
      path: '/graphql',
      headers: { 'content-type': 'application/json' },
      body: '{"query":"{ __typename }"}',
    })
    const answer = await body.json()
    await client.close()
    return answer
  }
  const ANSWER = { data: { __typename: 'Query' } }

  it('serves on a socket that owner and group may use, and removes it at the end', async () => {
    const gateway = await startGateway({ env: { HOST: `unix:${path}` } })
    expect(gateway.url).toBe(`unix:${path}`)
    expect(await ask()).toEqual(ANSWER)
    expect(lstatSync(path).mode & 0o777).toBe(0o660)
    await gateway.close()
    expect(existsSync(path)).toBe(false)
  })

  it('replaces the socket of a process that was killed', async () => {
    const server = createServer().listen(join(folder, 'other'))
    await once(server, 'listening')
    linkSync(join(folder, 'other'), path)
    server.close()
    await once(server, 'close')
    expect(lstatSync(path).isSocket()).toBe(true)

    await start()
    expect(await ask()).toEqual(ANSWER)
  })

  it('leaves the socket of another process alone', async () => {
    await start()
    await expect(startGateway({ env: { HOST: `unix:${path}` } })).rejects.toThrow(
      `cannot listen on ${path} (HOST): another process listens there`,
    )
    expect(await ask()).toEqual(ANSWER)
  })

  it('leaves other files alone', async () => {
    writeFileSync(path, 'not a socket')
    await expect(startGateway({ env: { HOST: `unix:${path}` } })).rejects.toThrow(
      'there is a file that is not a socket',
    )
    expect(lstatSync(path).isFile()).toBe(true)
  })

  it('is refused where the folder is missing, by its name', async () => {
    await expect(startGateway({ env: { HOST: `unix:${folder}/missing/parley.sock` } })).rejects.toThrow(
      /cannot listen on .*missing\/parley.sock \(HOST\): E/,
    )
  })

  it('serves the metrics on METRICS_PORT of loopback', async () => {
    const { logged } = await start({ METRICS_PORT: '0' })
    const line = logged.find((one) => one.includes('metrics are served on a separate port')) ?? '{}'
    const { port } = JSON.parse(line) as { port: number }
    expect((await fetch(`http://127.0.0.1:${port}/metrics`)).status).toBe(200)
  })
})
