import { createServer } from 'node:http'
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { afterAll, describe, expect, it } from 'vitest'
import { checkResponses } from '../../../bench/check.ts'
import { toTailcallConfig } from '../../../bench/peers/tailcall.ts'
import { type Running, startProcess } from '../../../bench/processes.ts'
import { userQuery } from '../../../bench/queries.ts'
import { startTargets } from '../../../bench/starting.ts'
import { createTargets, type Target } from '../../../bench/targets.ts'

const settings = { port: 1, upstreamUrl: 'http://127.0.0.1:2' }

describe('Tailcall', () => {
  it('caches only where caches are on, and passes tokens on', () => {
    expect(toTailcallConfig({ ...settings, caches: true })).toContain('@cache')
    expect(toTailcallConfig({ ...settings, caches: false })).not.toContain('@cache')
    expect(toTailcallConfig({ ...settings, caches: false })).toContain('allowedHeaders: ["authorization"]')
  })
})

const stopped: string[] = []

const runningAt = (url: string, name = ''): Running => ({
  pid: 0,
  url,
  readyMs: 0,
  heapBytes: () => Promise.resolve(0),
  stop: () => Promise.resolve(void stopped.push(name)),
})

const start = ({ name }: Target): Promise<Running> =>
  name === 'lame' ? Promise.reject(new Error('glibc is too old')) : Promise.resolve(runningAt('', name))

const target = (name: string, isPeer = false): Target => ({
  name,
  title: name,
  start: () => Promise.reject(new Error('not used')),
  ...(isPeer && { isPeer }),
})

describe('a program that cannot be started', () => {
  it('is reported at once, so that the bench goes on without it', async () => {
    const command = '/no/such/program'

    await expect(startProcess({ command, args: () => ['start'], env: () => ({}) })).rejects.toThrow(
      '/no/such/program start exited at its start:\nspawn /no/such/program ENOENT',
    )
  })

  it('is left out if it is a peer, and the others are measured', async () => {
    const { started, leftOut } = await startTargets([target('parley'), target('lame', true)], start)

    expect(started.map((one) => one.target.name)).toEqual(['parley'])
    expect(leftOut).toEqual([{ target: 'lame', title: 'lame', reason: 'lame: glibc is too old' }])
  })

  it('stops the bench and the others if it is none', async () => {
    stopped.length = 0

    await expect(startTargets([target('parley'), target('lame')], start)).rejects.toThrow(
      'lame: glibc is too old',
    )
    expect(stopped).toEqual(['parley'])
  })

  it('may be a peer, but neither Parley nor a baseline', () => {
    const needed = createTargets({ quick: true }).filter(({ isPeer }) => !isPeer)

    expect(needed.map(({ name }) => name)).toEqual(['l1', 'l3', 'parley'])
  })
})

describe('a response with empty texts for null', async () => {
  // Index 0 has neither a biography nor an avatar.
  const query = userQuery(0)
  const text = JSON.stringify({ data: query.expected() }).replaceAll('null', '""')
  const server = createServer((_, response) => response.end(text)).listen(0, '127.0.0.1')
  await once(server, 'listening')
  afterAll(() => server.close())
  const { port } = server.address() as AddressInfo
  const running = runningAt(`http://127.0.0.1:${port}`)

  it('passes the check of Tailcall only', async () => {
    const parsers = createTargets({ quick: true }).filter(({ parse }) => parse)

    expect(parsers.map(({ name }) => name)).toEqual(['tailcall'])
    await expect(checkResponses(running, [query], parsers[0]?.parse)).resolves.toBe(1)
    await expect(checkResponses(running, [query])).rejects.toThrow('wrong response')
  })
})
