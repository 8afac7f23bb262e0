import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type MixinSandbox, type Sandbox, startSandbox } from '../../../sandbox/index.ts'
import { fillIn } from '../../e2e/docs/placeholders.ts'
import { program } from '../../support/program.ts'
import { runScript } from '../../support/run-script.ts'
import { sandboxSettings } from '../../support/sandbox.ts'

let folder: string
let sandbox: Sandbox
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'parley-doctor-'))
  sandbox = await startSandbox()
})
afterAll(async () => {
  await sandbox.close()
  rmSync(folder, { recursive: true })
})

/** Runs the doctor with these settings only, in a folder of its own. */
const run = (env: Record<string, string>, ...args: string[]) =>
  runScript(program('src/cli/main.ts'), {
    cwd: folder,
    env: { PORT: '0', ...env },
    args: ['doctor', ...args],
  })

const keystoreOf = ({ credentials }: MixinSandbox): string => {
  const path = join(folder, 'keystore.json')
  writeFileSync(path, JSON.stringify(credentials.legacyKeystore))
  return path
}

describe('the doctor', () => {
  it('finds a fresh installation healthy, with the sandbox in place of the networks', async () => {
    const { code, stdout, stderr } = await run({})

    expect(stderr).toBe('')
    expect(code).toBe(0)
    const lines = stdout.trimEnd().split('\n')
    expect(lines.slice(0, -1).map((line) => line.split(/ {2,}/)[0])).toEqual(Array(13).fill('ok'))
    expect(lines.at(-1)).toBe('13 ok, 0 warnings, 0 failures')
  })

  it('exits with 0 if there are only warnings', async () => {
    const { code, stdout } = await run({ HOST: '0.0.0.0' })

    expect(stdout).toMatch(/^warning {2}proxies .*\. Do: set TRUST_PROXY/m)
    expect(stdout).toMatch(/12 ok, 1 warning, 0 failures\n$/)
    expect(code).toBe(0)
  })

  it('exits with 1 if settings are invalid, and names each of them', async () => {
    const { code, stdout } = await run(
      { PORT: 'canary', MIXIN_PIN: 'canary', MIXIN_BOT_ACCESS: 'full' },
      '--json',
    )
    const { healthy, counts, findings } = JSON.parse(stdout) as {
      healthy: boolean
      counts: Record<string, number>
      findings: { check: string; verdict: string; text: string; advice?: string }[]
    }

    expect(code).toBe(1)
    expect(healthy).toBe(false)
    expect(counts).toEqual({ ok: 1, warning: 0, failure: 4 })
    const failures = findings.filter(({ verdict }) => verdict === 'failure')
    expect(failures.map(({ check, text }) => `${check} ${text.split(' ')[0]}`)).toEqual([
      'settings PORT',
      'settings MIXIN_PIN',
      'settings MIXIN_BOT_ACCESS',
      'settings MIXIN_PIN',
    ])
    expect(failures.every(({ advice }) => advice !== undefined)).toBe(true)
    expect(stdout).not.toContain('canary')
  })

  it('exits with 1 if a network refuses the keys', async () => {
    const { code, stdout } = await run({
      ...sandboxSettings(sandbox.mixin),
      MIXIN_SESSION_PRIVATE_KEY: 'ca'.repeat(32),
    })

    expect(stdout).toMatch(/^failure {2}mixin .*refuses the bot's key or session\. Do: create a new session/m)
    expect(code).toBe(1)
  })

  it('prints what docs/operating.md shows', async () => {
    const page = readFileSync(new URL('../../../docs/operating.md', import.meta.url), 'utf8')
    const [, sample = ''] = /^```text\n([^]*?)\n```/m.exec(page) ?? []
    const refused = { ...sandbox.mixin.credentials.legacyKeystore, session_id: crypto.randomUUID() }
    writeFileSync(join(folder, 'refused.json'), JSON.stringify(refused))
    const { stdout } = await run({
      MIXIN_API_URL: sandbox.mixin.url,
      MIXIN_KEYSTORE: 'refused.json',
      MIXIN_KEYSTOR: 'refused.json',
      TRUST_PROXY: '10.0.0.7',
    })
    const told = stdout
      .replace(process.version, 'v24.21.0')
      .replace(sandbox.mixin.url, 'https://api.mixin.one')

    expect(sample).toContain('failure')
    expect(told).toBe(fillIn(sample, told))
  })

  it('only checks Node if its version is too old', async () => {
    const older = "data:text/javascript,Object.defineProperty(process,'version',{value:'v20.19.0'})"
    const { code, stdout } = await run({ NODE_OPTIONS: `--import=${older}`, PORT: 'wrong' })

    expect(stdout).toMatch(
      /^failure {2}node {2}v20\.19\.0 cannot run Parley.*\n0 ok, 0 warnings, 1 failure\n$/,
    )
    expect(code).toBe(1)
  })

  it('names a file of trusted documents that cannot be read', async () => {
    const { code, stdout } = await run({
      REDIS_URL: 'redis://127.0.0.1:9',
      SESSION_SECRET: 's'.repeat(32),
      TRUSTED_DOCUMENTS: join(folder, 'nowhere.json'),
    })

    expect(stdout).toMatch(
      /^failure {2}settings .*TRUSTED_DOCUMENTS .*ENOENT.*nowhere\.json\. Do: correct this setting/m,
    )
    expect(code).toBe(1)
  })

  it('exits with 2 for an unknown option', async () => {
    expect(await run({}, '--jsn')).toMatchObject({ code: 2, stdout: '' })
  })

  it.each([
    ['as text', []],
    ['as JSON', ['--json']],
  ])('shows no secret %s, whatever it finds', async (_, args) => {
    const { legacyKeystore } = sandbox.mixin.credentials
    const secrets = {
      MIXIN_CLIENT_SECRET: 'canary-client-secret',
      MIXIN_SPEND_KEY: 'c0ffee'.padEnd(64, '7'),
      API_KEYS: 'canary-key-1,canary-key-of-somebody',
      SESSION_SECRET: 'canary-session',
      REDIS_URL: 'redis://canary-user:canary-redis@127.0.0.1:9',
    }
    const { stdout, stderr } = await run(
      {
        ...secrets,
        MIXIN_API_URL: sandbox.mixin.url,
        MIXIN_KEYSTORE: keystoreOf(sandbox.mixin),
        SEALTALK_API_URL: 'http://127.0.0.1:9',
        MIXIN_PINN: 'canary-of-a-misspelt-setting',
      },
      ...args,
    )
    const held = ['canary', secrets.MIXIN_SPEND_KEY, ...Object.values(legacyKeystore).slice(2)]

    // Every source of secrets was checked.
    for (const word of [
      'ECONNREFUSED',
      'SESSION_SECRET',
      'API_KEYS',
      'accepts the bot',
      'MIXIN_PINN',
      'a PIN can be sent',
    ]) {
      expect(stdout).toContain(word)
    }
    expect(held.filter((secret) => (stdout + stderr).includes(secret))).toEqual([])
  })
})
