import { execFileSync } from 'node:child_process'
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ask, runGateway } from '../../support/gateway-process.ts'
import { root } from './files.ts'

/** Prints on stderr which modules are loaded, and at the end whether Node's client for `fetch` is. */
const PRINT_MODULES =
  'data:text/javascript,import { registerHooks } from "node:module";' +
  'registerHooks({ load(url, context, next) {' +
  'if (url.startsWith("file:")) process.stderr.write(`loads ${url.slice(7)}\\n`);' +
  'return next(url, context) } });' +
  'process.on("exit", () => process.stderr.write(`client ${process.moduleLoadList.some((name) => name.includes("deps/undici"))}\\n`))'

const QUERY = '{ user(by: { mixinIdentityNumber: "30265" }) { name } }'

let folder: string
let loaded: readonly string[]
let said: string
let answer: unknown
let page: string

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'parley-built-'))
  const { include } = JSON.parse(readFileSync(join(root, 'tsconfig.build.json'), 'utf8')) as {
    include: string[]
  }
  const files = ['package.json', 'tsconfig.json', 'tsconfig.build.json', 'schema', 'scripts', ...include]
  for (const name of new Set(files)) cpSync(join(root, name), join(folder, name), { recursive: true })
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'))
  execFileSync('npm', ['run', 'build'], { cwd: folder, stdio: 'pipe' })

  const gateway = runGateway(
    { DRAIN_DELAY_MS: '0' },
    ['--import', PRINT_MODULES],
    join(folder, 'dist/src/main.js'),
  )
  const { graphql } = await gateway.ready
  answer = await (await ask(graphql, QUERY)).json()
  page = await (await fetch(graphql, { headers: { accept: 'text/html' } })).text()
  gateway.signal('SIGTERM')
  await gateway.exited
  said = gateway.stderr()
  loaded = Array.from(said.matchAll(/^loads (.+)$/gm), ([, path = '']) => relative(folder, path))
}, 120_000)

afterAll(() => rmSync(folder, { recursive: true }))

describe('the built gateway', () => {
  it('answers queries, and finds its pages', () => {
    expect(answer).toEqual({ data: { user: { name: expect.any(String) as string } } })
    expect(page).toContain('GraphiQL')
  })

  it('serves with several workers', async () => {
    const env = { DRAIN_DELAY_MS: '0', WORKERS: '2' }
    const gateway = runGateway(env, [], join(folder, 'dist/src/main.js'))
    const { graphql } = await gateway.ready
    expect(await (await ask(graphql, QUERY)).json()).toEqual(answer)
    gateway.signal('SIGTERM')
    expect(await gateway.exited).toBe(0)
  })

  it('is in the image without sandbox, tools for tests, types and maps, and says so where the sandbox is wanted', async () => {
    execFileSync('node', ['scripts/collect-image.mjs', 'image'], { cwd: folder })
    const files = readdirSync(join(folder, 'image'), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map(({ parentPath, name }) => relative(join(folder, 'image'), join(parentPath, name)))
    expect(files.filter((path) => /sandbox\/|^(testing|clients|graphql)|\.d\.ts$|\.map$/.test(path))).toEqual(
      [],
    )
    expect(
      files.filter((path) => readFileSync(join(folder, 'image', path), 'utf8').includes('Alia Sandmark')),
    ).toEqual([])

    const main = join(folder, 'image/src/main.js')
    const gateway = runGateway({ MIXIN_API_URL: 'http://127.0.0.1:9', DRAIN_DELAY_MS: '0' }, [], main)
    const { graphql } = await gateway.ready
    expect(await (await ask(graphql, '{ __typename }')).json()).toEqual({ data: { __typename: 'Query' } })
    const page = await (await fetch(graphql, { headers: { accept: 'text/html' } })).text()
    expect(page).toContain('GraphiQL')
    gateway.signal('SIGTERM')
    expect(await gateway.exited).toBe(0)

    const refused = runGateway({ SANDBOX: '1' }, [], main)
    expect(await refused.exited).toBe(1)
    expect(refused.stderr()).toContain('Parley cannot start: SANDBOX: this build has no sandbox')
  })

  it('starts from a few files', () => {
    const own = loaded.filter((path) => path.startsWith('dist/'))

    expect(own).toContain('dist/gateway/start.js')
    // Some of them check the version of Node before any other is loaded.
    expect(own.length).toBeLessThan(20)
  })

  it("leaves Node's own HTTP client alone, which takes 16 MiB", () => {
    expect(said).toContain('client false')
  })

  it('names the licenses of the packages in it', () => {
    const licenses = readFileSync(join(folder, 'dist/gateway/LICENSES.txt'), 'utf8')

    for (const name of ['graphql', 'graphql-yoga', 'undici', 'zod']) {
      expect(licenses).toMatch(new RegExp(`^${name} \\d+\\.\\d+\\.\\d+: MIT$`, 'm'))
    }
  })
})
