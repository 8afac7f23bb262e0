import { describe, expect, it } from 'vitest'
import { readSettings, SettingsError } from '../../../src/config/index.ts'
import { redactText } from '../../../src/telemetry/redaction.ts'
import { packSettings, settingsOfWorker } from '../../../src/config/worker-settings.ts'

const ADMIN_TOKEN = 'a-token-for-operators-0123456789-abc'
const ADMIN_PORT = '9000'

const problemsOf = (env: Record<string, string>): readonly string[] => {
  try {
    readSettings(env)
    return []
  } catch (error) {
    if (error instanceof SettingsError) return error.problems
    throw error
  }
}

describe('the admin port', () => {
  it('is off unless it is asked for, and on loopback unless told otherwise', () => {
    expect(readSettings({}).admin).toBeUndefined()
    const { admin, warnings } = readSettings({ ADMIN_PORT, ADMIN_TOKEN })
    expect(admin).toMatchObject({ port: 9000, host: '127.0.0.1' })
    expect(admin?.token.reveal()).toBe(ADMIN_TOKEN)
    expect(warnings).toEqual([])
  })

  it.each([
    [{ ADMIN_PORT }, 'ADMIN_PORT requires ADMIN_TOKEN'],
    [{ ADMIN_PORT: '4000', ADMIN_TOKEN }, 'ADMIN_PORT must differ from PORT'],
    [{ ADMIN_PORT: '5000', ADMIN_TOKEN, PORT: '5000' }, 'ADMIN_PORT must differ from PORT'],
    [{ ADMIN_PORT, ADMIN_TOKEN, METRICS_PORT: '9000' }, 'ADMIN_PORT must differ from METRICS_PORT'],
    [{ ADMIN_PORT: '65536', ADMIN_TOKEN }, 'ADMIN_PORT must be a whole number'],
    [{ ADMIN_PORT, ADMIN_TOKEN, ADMIN_HOST: 'unix:/run/admin.sock' }, 'ADMIN_HOST must be a host name'],
    [
      { ADMIN_PORT, ADMIN_TOKEN: ADMIN_TOKEN.slice(0, 31) },
      'ADMIN_TOKEN must be 32 to 1024 ASCII characters',
    ],
    [{ ADMIN_PORT, ADMIN_TOKEN: `${ADMIN_TOKEN} x` }, 'ADMIN_TOKEN must be 32 to 1024 ASCII characters'],
    [{ ADMIN_PORT, ADMIN_TOKEN: `${ADMIN_TOKEN}é` }, 'ADMIN_TOKEN must be 32 to 1024 ASCII characters'],
    [{ ADMIN_PORT, ADMIN_TOKEN, SESSION_SECRET: `other,${ADMIN_TOKEN}` }, 'SESSION_SECRET has the same one'],
    [{ ADMIN_PORT, ADMIN_TOKEN, API_KEYS: `shop:read=${ADMIN_TOKEN}` }, 'API_KEYS has the same one'],
  ])('stops the start where %j contradicts itself, without quoting a secret', (env, problem) => {
    const problems = problemsOf(env)
    expect(problems).toEqual([expect.stringContaining(problem)])
    expect(problems.join()).not.toContain(ADMIN_TOKEN.slice(0, 20))
    // What a reload logs has to be readable.
    expect(problems.map(redactText)).toEqual(problems)
  })

  it('may share port 0 with the others, which picks free ones', () => {
    const free = { PORT: '0', METRICS_PORT: '0', ADMIN_PORT: '0', ADMIN_TOKEN }
    expect(problemsOf(free)).toEqual([])
  })

  it('warns of a token without a port, and of an address that others can reach', () => {
    expect(readSettings({ ADMIN_TOKEN }).warnings).toEqual([
      expect.stringMatching(/^ADMIN_TOKEN is set, but/),
    ])
    expect(readSettings({ ADMIN_PORT, ADMIN_TOKEN, ADMIN_HOST: '0.0.0.0' }).warnings).toEqual([
      expect.stringMatching(/^ADMIN_HOST is not loopback/),
    ])
  })

  it('is the primary process’s: its token is not given to workers', () => {
    const settings = readSettings({ ADMIN_PORT, ADMIN_TOKEN, WORKERS: '2' })
    expect(packSettings(settingsOfWorker(settings, 0))).not.toContain(ADMIN_TOKEN)
  })
})
