import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Environment, SettingName } from '../../../src/config/environment.ts'
import { effectiveSettings } from '../../../src/config/effective.ts'
import { readSettings, SettingsError } from '../../../src/config/index.ts'
import { readSecretFiles, SECRET_SETTINGS } from '../../../src/config/secret-files.ts'
import type { Secret } from '../../../src/secret.ts'

type Holds<Value> = NonNullable<Value> extends Secret | readonly Secret[] ? true : false
/** Settings whose values are secrets, by their types. */
type SecretName = { [Name in SettingName]: Holds<Environment[Name]> extends true ? Name : never }[SettingName]

const SAMPLES: Readonly<Record<SecretName, string>> = {
  MIXIN_SESSION_PRIVATE_KEY: 'a'.repeat(64),
  MIXIN_SERVER_PUBLIC_KEY: 'a'.repeat(64),
  MIXIN_CLIENT_SECRET: 'a client secret',
  MIXIN_PIN: '123456',
  MIXIN_SPEND_KEY: 'a'.repeat(64),
  API_KEYS: 'a-key-of-sixteen-characters',
  SESSION_SECRET: 'a secret of more than thirty-two characters',
  ADMIN_TOKEN: 'a-token-of-32-characters-or-more',
  REDIS_URL: 'redis://redis',
  REDIS_SENTINEL_PASSWORD: 'a password',
  HTTPS_PROXY: 'http://proxy.test',
  HTTP_PROXY: 'http://proxy.test',
}

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
    expect(settings.redis?.urls[0]?.reveal()).toBe('redis://:word@redis:6379')
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

  it('is masked where settings are printed, with its source and the path', () => {
    const env = {
      SESSION_SECRET_FILE: fileWith('printed', SECRET),
      MIXIN_PIN_FILE: fileWith('pin', '123456'),
    }
    const settings = readSettings({ ...env, MIXIN_KEYSTORE: '', SANDBOX: '1', MIXIN_PIN_FILE: '' })
    const printed = effectiveSettings(settings, { environment: env, file: {} })
    const rowOf = (wanted: string) => printed.find(({ name }) => name === wanted)
    expect(rowOf('SESSION_SECRET')).toEqual({
      name: 'SESSION_SECRET',
      value: '[secret]',
      source: 'file',
      path: env.SESSION_SECRET_FILE,
    })
    expect(rowOf('MIXIN_PIN')).toMatchObject({ value: '[secret]', source: 'file', path: env.MIXIN_PIN_FILE })
    expect(JSON.stringify(printed)).not.toContain('thirty-two')
  })

  it.each(Object.entries(SAMPLES))('may be %s', (name, sample) => {
    const path = fileWith(name, `${sample}\n`)
    const read: string[] = []
    const readFile = (_: string, one: string): string => {
      read.push(one)
      return readFileSync(one, 'utf8')
    }
    expect(readSecretFiles({ [`${name}_FILE`]: path }, readFile)).toEqual({
      given: { [name]: sample },
      problems: [],
    })
    expect(read).toEqual([path])
  })

  it('may be each setting that holds a secret, and no other', () => {
    // A new setting whose value is a `Secret` is missing in `SAMPLES`, which fails the type check.
    expect(Object.keys(SAMPLES).toSorted()).toEqual(SECRET_SETTINGS.toSorted())
  })
})
