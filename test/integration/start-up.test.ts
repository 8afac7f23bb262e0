import { cpSync, existsSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { runGateway } from '../support/gateway-process.ts'

const root = resolve(import.meta.dirname, '../..')

/** Prints each package on stderr whose file is loaded. */
const PRINT_PACKAGES =
  'data:text/javascript,import { registerHooks } from "node:module";' +
  'registerHooks({ load(url, context, next) {' +
  'const [, name] = /node_modules[/]((?:@[^/]+[/])?[^/]+)/.exec(url) ?? [];' +
  'if (name) process.stderr.write(`loads ${name}\\n`);' +
  'return next(url, context) } })'

const CONFIGURED = { NODE_ENV: 'production', DRAIN_DELAY_MS: '0', MIXIN_API_URL: 'https://mixin.test' }

/** What `src/main.ts` and its packages need, as copies. */
const copyOfSource = (): string => {
  const folder = mkdtempSync(join(tmpdir(), 'parley-start-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  for (const name of ['src', 'schema', 'examples', 'package.json']) {
    cpSync(join(root, name), join(folder, name), {
      recursive: true,
      filter: (path) => !path.includes('node_modules'),
    })
  }
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'))
  return folder
}

const startAndStop = async (main?: string) => {
  const gateway = runGateway(CONFIGURED, [], main)
  await gateway.ready
  gateway.signal('SIGTERM')
  expect(await gateway.exited).toBe(0)
  return gateway.stderr()
}

describe('a start', () => {
  it('loads no package that its settings do not use', async () => {
    const gateway = runGateway(CONFIGURED, ['--import', PRINT_PACKAGES])
    await gateway.ready
    const loaded = new Set(gateway.stderr().match(/(?<=^loads ).+$/gm))
    gateway.signal('SIGTERM')
    await gateway.exited

    expect(loaded).toContain('undici')
    for (const unused of ['@redis/client', '@graphql-yoga/render-graphiql', 'ws']) {
      expect(loaded).not.toContain(unused)
    }
  })
})

describe('the compile cache', () => {
  it('is kept beside the code when the gateway stops, for the next start', async () => {
    const folder = copyOfSource()

    expect(await startAndStop(join(folder, 'src/main.ts'))).toBe('')

    const [version = ''] = readdirSync(join(folder, '.compile-cache'))
    expect(readdirSync(join(folder, '.compile-cache', version)).length).toBeGreaterThan(100)
  })

  it('is done without where it cannot be written', async () => {
    const folder = copyOfSource()
    writeFileSync(join(folder, '.compile-cache'), '')

    expect(await startAndStop(join(folder, 'src/main.ts'))).toBe('')
    expect(existsSync(join(folder, '.compile-cache'))).toBe(true)
  })
})
