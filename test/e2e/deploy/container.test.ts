import { createServer } from 'node:http'
import { once } from 'node:events'
import { mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { checkNode } from '../../../src/doctor/node-version.ts'
import { readSettings } from '../../../src/config/index.ts'
import { environment } from '../../../src/config/environment.ts'
import { engines } from '../../../src/version.ts'
import { startGateway } from '../../support/gateway.ts'
import { runScript } from '../../support/run-script.ts'
import { exists, interpolate, readCompose, readDockerfile, readText, readYaml, root } from './files.ts'

const instructions = readDockerfile()
const last = Math.max(...instructions.map(({ stage }) => stage))
const inLast = (name: string) =>
  instructions.filter((one) => one.name === name && one.stage === last).map(({ rest }) => rest)

describe('npm run build', () => {
  it('starts with an empty dist, so that no file of an earlier build is shipped', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'parley-build-'))
    onTestFinished(() => rmSync(folder, { recursive: true }))
    mkdirSync(join(folder, 'dist/src'), { recursive: true })
    writeFileSync(join(folder, 'dist/src/stale.js'), '')
    const { scripts } = JSON.parse(readText('package.json')) as { scripts: Record<string, string> }
    const [, first = ''] = /^node (\S+) && tsc /.exec(scripts['build'] ?? '') ?? []

    for (const time of ['where there is one', 'where there is none']) {
      expect(await runScript(first, { cwd: folder, env: {} }), time).toMatchObject({ code: 0, stderr: '' })
      expect(readdirSync(folder), time).toEqual([])
    }
  })
})

describe('the Dockerfile', () => {
  it('has two stages on a supported Node', () => {
    const images = instructions.filter(({ name }) => name === 'FROM').map(({ rest }) => rest.split(' ')[0])

    expect(images).toEqual(['node:24-slim', 'node:24-slim'])
    expect(checkNode('v24.0.0', engines).verdict).toBe('ok')
  })

  it('starts node directly, not as root, so that it receives signals', () => {
    expect(inLast('USER')).toEqual(['node'])
    const [command = ''] = inLast('CMD')
    const { scripts } = JSON.parse(readText('package.json')) as { scripts: { start: string } }
    expect((JSON.parse(command) as string[]).join(' ')).toBe(
      scripts.start.replace(/^exec /, '').replace('src/main.ts', 'dist/src/main.js'),
    )
    expect(scripts.start).toMatch(/^exec node (--\S+ )*src\/main\.ts$/)
    expect(inLast('ENTRYPOINT')).toEqual([])
    // Files that are copied or created later would belong to that user.
    const order = instructions.filter(({ stage }) => stage === last).map(({ name }) => name)
    expect(order.indexOf('USER')).toBeGreaterThan(
      Math.max(order.lastIndexOf('RUN'), order.lastIndexOf('COPY')),
    )
  })

  it('builds, installs and starts like the commands in docs/operating.md, which a test runs', () => {
    const [, commands = ''] =
      /^```sh\n(npm ci && npm run build\n[^]*?)^```/m.exec(readText('docs/operating.md')) ?? []
    const builds = instructions
      .filter(({ name, stage }) => name === 'RUN' && stage < last)
      .map(({ rest }) => rest)

    const started = (JSON.parse(inLast('CMD')[0] ?? '[]') as string[]).join(' ')
    expect(builds).toEqual([
      'npm ci --ignore-scripts',
      'npm run build',
      'node scripts/collect-image.mjs image',
    ])
    expect(inLast('RUN')).toEqual([
      'npm ci --omit=dev --ignore-scripts && npm cache clean --force && rm -r examples',
      'node scripts/fill-compile-cache.mjs',
    ])
    expect(commands).toBe(
      `npm ci && npm run build\nnpm ci --omit=dev --ignore-scripts\nNODE_ENV=production ${started}\n`,
    )
  })

  it('contains no development dependencies', () => {
    expect(inLast('RUN').filter((command) => command.includes('npm ci'))).toEqual([
      expect.stringContaining('npm ci --omit=dev'),
    ])
    const { dependencies } = JSON.parse(readText('package.json')) as { dependencies: Record<string, string> }
    expect(Object.keys(dependencies)).not.toContain('typescript')
  })

  it('copies existing files, and everything that .dockerignore allows', () => {
    const copied = instructions
      .filter(({ name, rest }) => name === 'COPY' && !rest.startsWith('--from'))
      .flatMap(({ rest }) => rest.split(/\s+/).slice(0, -1))
      .map((path) => path.replace(/^\.\//, ''))
    const allowed = readText('.dockerignore')
      .split('\n')
      .filter((line) => line.startsWith('!'))
      .map((line) => line.slice(1))

    expect(copied.filter((path) => !exists(path))).toEqual([])
    expect(
      copied.filter((path) => !allowed.some((one) => path === one || path.startsWith(`${one}/`))),
    ).toEqual([])
    expect(allowed.filter((path) => !copied.includes(path))).toEqual([])
  })

  it('copies everything that a build reads', () => {
    const built = instructions.filter(({ name, stage }) => name === 'COPY' && stage === 0)
    const sources = built.flatMap(({ rest }) => rest.split(/\s+/).slice(0, -1))
    const { include } = JSON.parse(readText('tsconfig.build.json')) as { include: string[] }

    expect(sources).toEqual(expect.arrayContaining([...include, 'scripts', 'schema', 'tsconfig.json']))
  })

  it('sets only known settings', () => {
    const names = inLast('ENV').flatMap((line) => line.split(' ').map((pair) => pair.split('=')[0] ?? ''))

    expect(names).toContain('HOST')
    expect(names.filter((name) => !(name in environment.shape))).toEqual([])
  })
})

describe('the health check', () => {
  const check = async (env: Record<string, string>) =>
    (await runScript('scripts/healthcheck.mjs', { cwd: root, env })).code

  it('is what the Dockerfile runs', () => {
    const [line = ''] = inLast('HEALTHCHECK')

    expect(JSON.parse(line.slice(line.indexOf('['))) as unknown).toEqual(['node', 'scripts/healthcheck.mjs'])
  })

  it('exits with 0 while a gateway is alive, whatever its address, and with 1 afterwards', async () => {
    const gateway = await startGateway({ env: {} })
    const { port } = new URL(gateway.url)

    expect(await check({ PORT: port })).toBe(0)
    expect(await check({ PORT: port, HOST: '0.0.0.0' })).toBe(0)
    await gateway.close()
    expect(await check({ PORT: port })).toBe(1)
  })

  it('exits with 1 if another server responds', async () => {
    const server = createServer((_, response) => response.writeHead(404).end()).listen(0, '127.0.0.1')
    await once(server, 'listening')

    expect(await check({ PORT: String((server.address() as AddressInfo).port) })).toBe(1)
    server.close()
  })
})

describe('compose.sandbox.yaml', () => {
  const services = Object.values(readCompose('compose.sandbox.yaml').services)

  it('runs one gateway with the sandbox, without warnings and without an .env', () => {
    expect(services).toHaveLength(1)
    for (const { environment: given = {}, build, ports, command } of services) {
      // The last stage has no sandbox.
      expect({ build, ports, command }).toEqual({
        build: { context: '.', target: 'build' },
        ports: ['127.0.0.1:4000:4000'],
        command: ['node', 'dist/src/main.js'],
      })
      const stage = instructions.filter(({ stage }) => stage === 0)
      expect(stage.find(({ name }) => name === 'FROM')?.rest).toMatch(/ AS build$/)
      expect(JSON.stringify(services)).not.toMatch(/\$\{|env_file/)
      expect(readSettings(given)).toMatchObject({
        host: '0.0.0.0',
        port: 4000,
        production: false,
        graphiql: true,
        sandbox: { on: true, fills: { mixin: { botAccess: 'full' }, sealtalk: {} } },
        warnings: [],
      })
    }
  })
})

describe('compose.yaml', () => {
  const { services, volumes } = readCompose()
  const gateways = Object.entries(services).filter(([, { build }]) => build !== undefined)

  it('has two gateways, Redis, Prometheus and Grafana', () => {
    expect(Object.keys(services)).toEqual(['gateway-1', 'gateway-2', 'redis', 'prometheus', 'grafana'])
    expect(gateways.map(([name]) => name)).toEqual(['gateway-1', 'gateway-2'])
  })

  it('keeps Redis from evicting logouts and limits', () => {
    const { command = [] } = services['redis'] ?? {}
    expect(command[command.indexOf('--maxmemory-policy') + 1]).toBe('noeviction')
    expect(command).toContain('--maxmemory')
  })

  it('configures the gateways without warnings', () => {
    for (const [, { environment: given = {} }] of gateways) {
      const env = { ...given, SESSION_SECRET: 's'.repeat(32), MIXIN_API_URL: 'https://mixin.test' }

      expect(given['SESSION_SECRET']).toMatch(/^\$\{SESSION_SECRET:\?.+\}$/)
      expect(Object.keys(given).filter((name) => !(name in environment.shape))).toEqual([])
      expect(readSettings(env)).toMatchObject({ host: '0.0.0.0', port: 4000, warnings: [] })
      expect(new URL(given['REDIS_URL'] ?? '').hostname).toBe('redis')
    }
  })

  it.each(gateways)('stops without a network or a secret, and says what to set: %s', (_, service) => {
    const text = JSON.stringify(service)
    const secret = { SESSION_SECRET: 's'.repeat(32) }
    expect(() => interpolate(text, { ...secret })).toThrow(
      /^set MIXIN_API_URL or SEALTALK_API_URL in \.env, or use compose\.sandbox\.yaml$/,
    )
    expect(() => interpolate(text, { MIXIN_API_URL: 'https://mixin.test' })).toThrow(/in \.env/)
    for (const name of ['MIXIN_API_URL', 'SEALTALK_API_URL']) {
      expect(interpolate(text, { ...secret, [name]: 'https://network.test' })).not.toContain('${')
    }
  })

  it('mounts existing folders, read-only', () => {
    const mounts = Object.values(services).flatMap(({ volumes: mounted = [] }) =>
      mounted.map((one) => one.split(':')),
    )
    const ownFiles = mounts.filter(([source]) => source?.startsWith('./'))

    expect(ownFiles.length).toBeGreaterThan(2)
    expect(ownFiles.filter(([source = '']) => !statSync(join(root, source)).isDirectory())).toEqual([])
    expect(ownFiles.filter(([, , mode]) => mode !== 'ro')).toEqual([])
    const named = mounts.map(([source = '']) => source).filter((source) => !source.startsWith('.'))
    expect(named.sort()).toEqual(Object.keys(volumes).sort())
  })

  it('publishes ports on loopback only, each once', () => {
    const ports = Object.values(services).flatMap(({ ports = [] }) => ports)

    expect(ports.filter((port) => !port.startsWith('127.0.0.1:'))).toEqual([])
    expect(new Set(ports.map((port) => port.split(':')[1])).size).toBe(ports.length)
  })

  it('pins a version of each image, and depends on existing services', () => {
    const images = Object.values(services).flatMap(({ image, build }) => (image && !build ? [image] : []))
    const awaited = Object.values(services).flatMap(({ depends_on: on = [] }) =>
      Array.isArray(on) ? (on as string[]) : Object.keys(on),
    )

    expect(images.filter((image) => !/:v?\d/.test(image))).toEqual([])
    expect(awaited.filter((name) => !(name in services))).toEqual([])
  })

  it('gives a gateway enough time to stop', () => {
    const { drainDelayMs } = readSettings({ NODE_ENV: 'production', MIXIN_API_URL: 'https://mixin.test' })
    const finishMs = Number(
      /FINISH_TIMEOUT_MS = ([\d_]+)/.exec(readText('src/server/server.ts'))?.[1]?.replaceAll('_', ''),
    )

    for (const [, { stop_grace_period: grace = '' }] of gateways) {
      expect(Number.parseInt(grace, 10) * 1000).toBeGreaterThan(drainDelayMs + finishMs)
    }
  })

  it('has Prometheus scrape the metrics port of each gateway', () => {
    const { scrape_configs: jobs } = readYaml('deploy/prometheus/prometheus.yml') as {
      scrape_configs: { job_name: string; static_configs: { targets: string[] }[] }[]
    }

    expect(jobs.map(({ job_name: name }) => name)).toEqual(['parley'])
    expect(jobs.flatMap(({ static_configs: all }) => all.flatMap(({ targets }) => targets))).toEqual(
      gateways.map(([name, { environment: given }]) => `${name}:${given?.['METRICS_PORT']}`),
    )
  })
})
