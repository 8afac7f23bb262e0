import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { PAGE, settingsPage } from '../../../scripts/settings-reference/page.ts'
import { environment, type SettingName, settingGroups } from '../../../src/config/environment.ts'
import { readSettings } from '../../../src/config/index.ts'

const page = readFileSync(PAGE, 'utf8')
const settings = Object.keys(environment.shape) as SettingName[]

/** Default by name, as the page spells it. */
const table = new Map(
  [...page.matchAll(/^\| `([A-Z0-9_]+)` +\| ([^|]+) \|/gm)].map(([, name = '', cell = '']) => [
    name,
    cell.trim(),
  ]),
)

describe('docs/settings.md', () => {
  it('is up to date: npm run docs:settings writes the same', async () => {
    expect(page).toBe(await settingsPage())
  })

  it('lists each setting once, and no other', () => {
    const listed = [...page.matchAll(/^\| `([A-Z0-9_]+)` /gm)].map(([, name]) => name)

    expect(listed).toEqual(settings)
    expect(settingGroups.flatMap((group) => Object.keys(group.settings))).toEqual(settings)
  })

  it.each(settings)('describes %s in at least one full sentence', (name) => {
    expect(environment.shape[name].description).toMatch(/^[`A-Z].{14,}\.$/)
  })

  it('shows the defaults that are used', () => {
    const hasDefaultText = (name: SettingName) =>
      environment.shape[name].meta()?.['defaultText'] !== undefined
    const plain = settings.filter((name) => !hasDefaultText(name))
    const defaults: Record<string, unknown> = environment.parse({})
    const isNone = (name: SettingName) => [defaults[name] ?? []].flat().length === 0
    const shown = plain.filter((name) => !isNone(name))

    expect(plain.length).toBeGreaterThan(40)
    expect(plain.filter((name) => table.get(name) === '–')).toEqual(plain.filter(isNone))
    expect(
      environment.parse(
        Object.fromEntries(shown.map((name) => [name, table.get(name)?.replaceAll('`', '')])),
      ),
    ).toEqual(defaults)
  })

  it('shows the defaults that depend on other settings', () => {
    const at = (env: Record<string, string>) => {
      const { graphiql, introspection, trace, drainDelayMs, sandbox, mixin, session } = readSettings(env)
      return {
        graphiql,
        introspection,
        trace,
        drainDelayMs,
        sandbox: sandbox.on,
        bot: (mixin ?? sandbox.fills.mixin)?.botAccess,
        secret: session.secret,
      }
    }

    expect(table.get('GRAPHIQL')).toBe('`1`; `0` when `NODE_ENV=production`')
    expect(table.get('INTROSPECTION')).toBe('`1`; `0` when `NODE_ENV=production`')
    expect(table.get('TRACE')).toBe('`1`; when `NODE_ENV=production` only for callers with an API key')
    expect(table.get('DRAIN_DELAY_MS')).toBe('`0`; `5000` when `NODE_ENV=production`')
    expect(table.get('SANDBOX')).toBe('`1` when no network is configured, else `0`')
    expect(table.get('MIXIN_BOT_ACCESS')).toBe('`none`; `full` with the sandbox')
    expect(table.get('SESSION_SECRET')).toBe('random per process')
    const development = {
      graphiql: true,
      introspection: true,
      trace: 'everyone',
      drainDelayMs: 0,
      secret: undefined,
    }
    expect(at({})).toEqual({ ...development, sandbox: true, bot: 'full' })
    expect(at({ MIXIN_API_URL: 'https://mixin.test' })).toEqual({
      ...development,
      sandbox: false,
      bot: 'none',
    })
    expect(at({ NODE_ENV: 'production', MIXIN_API_URL: 'https://mixin.test' })).toEqual({
      graphiql: false,
      introspection: false,
      trace: 'api-key',
      drainDelayMs: 5000,
      sandbox: false,
      bot: 'none',
      secret: undefined,
    })
  })
})
