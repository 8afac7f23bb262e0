import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { environment } from '../../../src/config/environment.ts'
import { effectiveSettings } from '../../../src/config/effective.ts'
import { readSettings, SettingsError } from '../../../src/config/index.ts'
import { SECRET_SETTINGS } from '../../../src/config/secret-files.ts'
import { Secret } from '../../../src/secret.ts'

const SECRET = 'a secret of more than thirty-two characters'
const problemsOf = (env: Record<string, string>): readonly string[] => {
  try {
    readSettings(env)
    return []
  } catch (error) {
    if (error instanceof SettingsError) return error.problems
    throw error
  }
}

describe('a secret in a file', () => {
  let folder: string
  const fileWith = (name: string, content: string): string => {
    const path = join(folder, name)
    writeFileSync(path, content)
    return path
  }
  beforeAll(() => void (folder = mkdtempSync(join(tmpdir(), 'parley-secrets-'))))
  afterAll(() => rmSync(folder, { recursive: true }))

  it('is read from the file that NAME_FILE names, without its last line break and without a warning', () => {
    const settings = readSettings({
      SESSION_SECRET_FILE: fileWith('session-secret', `${SECRET}\n`),
      REDIS_URL_FILE: fileWith('redis-url', 'redis://:word@redis:6379\r\n'),
      API_KEYS_FILE: fileWith('api-keys', 'a-key-of-sixteen-letters,another-of-sixteen-letters'),
      MIXIN_API_URL: 'https://mixin.test',
      MIXIN_CLIENT_SECRET_FILE: fileWith('client-secret', 'client secret'),
    })
    expect(settings.session.secret?.reveal()).toBe(SECRET)
    expect(settings.redisUrl?.reveal()).toBe('redis://:word@redis:6379')
    expect(settings.apiKeys).toHaveLength(2)
    expect(settings.mixin?.clientSecret?.reveal()).toBe('client secret')
    expect(settings.warnings).toEqual([])
  })

  it('stops the start where the file cannot be read, is empty or is named beside the setting', () => {
    expect(problemsOf({ SESSION_SECRET_FILE: join(folder, 'missing') })).toEqual([
      'SESSION_SECRET_FILE must be the path of a readable file (there is no such file: ENOENT)',
    ])
    expect(problemsOf({ API_KEYS_FILE: fileWith('empty', ' \n') })).toEqual([
      'API_KEYS_FILE must be the path of a file that is not empty',
    ])
    expect(problemsOf({ SESSION_SECRET: SECRET, SESSION_SECRET_FILE: fileWith('both', SECRET) })).toEqual([
      'SESSION_SECRET and SESSION_SECRET_FILE are both set: set only one of them',
    ])
  })

  it('is checked like the setting, and not quoted', () => {
    const problems = problemsOf({
      MIXIN_API_URL: 'https://mixin.test',
      REDIS_URL_FILE: fileWith('wrong', 'pass-word-of-redis'),
    })
    expect(problems.join()).toMatch(/^REDIS_URL must be a URL/)
    expect(problems.join()).not.toContain('pass-word-of-redis')
  })

  it('is masked where settings are printed, with its source', () => {
    const env = {
      SESSION_SECRET_FILE: fileWith('printed', SECRET),
      MIXIN_PIN_FILE: fileWith('pin', '123456'),
    }
    const settings = readSettings({ ...env, MIXIN_KEYSTORE: '', SANDBOX: '1', MIXIN_PIN_FILE: '' })
    const printed = effectiveSettings(settings, { environment: env, file: {} })
    const rowOf = (wanted: string) => printed.find(({ name }) => name === wanted)
    expect(rowOf('SESSION_SECRET')).toMatchObject({ value: '[secret]', source: 'file' })
    expect(rowOf('MIXIN_PIN')).toMatchObject({ value: '[secret]', source: 'file' })
    expect(JSON.stringify(printed)).not.toContain('thirty-two')
  })

  it('may be each setting that holds a secret, and no other', () => {
    const samples: Readonly<Record<string, string>> = {
      MIXIN_SESSION_PRIVATE_KEY: 'a'.repeat(64),
      MIXIN_SERVER_PUBLIC_KEY: 'a'.repeat(64),
      MIXIN_SPEND_KEY: 'a'.repeat(64),
      MIXIN_PIN: '123456',
      REDIS_URL: 'redis://redis',
      HTTPS_PROXY: 'http://proxy.test',
      HTTP_PROXY: 'http://proxy.test',
    }
    const holdsSecret = (name: string): boolean => {
      const read = environment.safeParse({ [name]: samples[name] ?? 'a text that may be a secret' })
      const value = read.success ? read.data[name as keyof typeof read.data] : undefined
      const isKey =
        Array.isArray(value) &&
        value.some((one) => one instanceof Secret || (typeof one === 'object' && 'key' in one))
      return value instanceof Secret || isKey
    }
    expect(Object.keys(environment.shape).filter(holdsSecret).toSorted()).toEqual(SECRET_SETTINGS.toSorted())
  })
})
