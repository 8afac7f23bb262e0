import { describe, expect, it } from 'vitest'
import { environment, type SettingName } from '../../../src/config/environment.ts'
import { readWithSource, settingsFrom } from '../../../src/config/index.ts'
import { packSettings } from '../../../src/config/worker-settings.ts'
import { changesBetween, RELOADED, reloadedSource } from '../../../src/config/reload.ts'

const DOCUMENTS = '/documents.json'
const BASE = {
  MIXIN_API_URL: 'https://mixin.test',
  SEALTALK_API_URL: 'https://sealtalk.test',
  SESSION_SECRET: 'a secret of more than thirty-two characters',
  TRUSTED_DOCUMENTS: DOCUMENTS,
  ADMIN_PORT: '9000',
  ADMIN_TOKEN: 'the-first-token-of-32-characters-or-more',
}

/** Another value of each setting that is reloaded. */
const OTHER: Readonly<Partial<Record<SettingName, string>>> = {
  API_KEYS: 'a-key-of-sixteen-characters',
  ADMIN_TOKEN: 'another-token-of-32-characters-or-more',
  LOG_LEVEL: 'debug',
  LOG_REQUESTS: '0.5',
  TRUSTED_DOCUMENTS: '/other.json',
  TRUSTED_DOCUMENTS_ONLY: '1',
  MIXIN_NUMBER_RATE: '7',
  MIXIN_SEARCH_RATE: '7',
  LIMIT_READING_BYTES: '17MiB',
  LIMIT_UNREAD_BYTES: '17MiB',
  LIMIT_BODY_BYTES: '2048',
  LIMIT_ANSWER_BYTES: '2048',
  LIMIT_NAME_LENGTH: '77',
  LIMIT_TOKENS: '77',
}

const read = (env: Record<string, string>, files: Record<string, string> = {}) =>
  readWithSource(env, (path) => files[path] ?? '{"ab": "{ __typename }"}')

describe('a setting that is reloaded', () => {
  it.each(RELOADED.map((name) => [name]))('%s is in force at once, and named', (name) => {
    const before = read(BASE)
    const next = read({ ...BASE, [name]: OTHER[name] ?? '17' }, { '/other.json': '{"cd": "{ id }"}' })
    expect(changesBetween(before.source, next.source)).toMatchObject({ changed: [name], needRestart: [] })
    const settings = settingsFrom(reloadedSource(before.source, next.source))
    expect(settings).toStrictEqual(next.settings)
    // Packed, secrets differ too.
    expect(packSettings(settings)).toBe(packSettings(next.settings))
    expect(packSettings(settings)).not.toBe(packSettings(before.settings))
  })

  it('is every limit', () => {
    const limits = Object.keys(environment.shape).filter((name) => name.startsWith('LIMIT_'))
    expect(limits.length).toBeGreaterThan(25)
    expect(RELOADED).toEqual(expect.arrayContaining(limits))
  })

  it('has its default again where it is left out', () => {
    const before = read({ ...BASE, LIMIT_DEPTH: '3' })
    const next = read(BASE)
    expect(changesBetween(before.source, next.source).changed).toEqual(['LIMIT_DEPTH'])
    expect(settingsFrom(reloadedSource(before.source, next.source)).limits.depth).toBe(10)
  })

  it('may have changed in its file alone', () => {
    const before = read({ ...BASE, API_KEYS_FILE: '/keys' }, { '/keys': 'the-first-key-of-a-service' })
    const next = read(
      { ...BASE, API_KEYS_FILE: '/keys' },
      { '/keys': 'the-second-key-of-a-service\n', [DOCUMENTS]: '{"cd": "{ id }"}' },
    )
    expect(changesBetween(before.source, next.source)).toEqual({
      changed: ['TRUSTED_DOCUMENTS', 'API_KEYS'],
      files: [DOCUMENTS, '/keys'],
      needRestart: [],
    })
    const settings = settingsFrom(reloadedSource(before.source, next.source))
    expect(settings.trustedDocuments?.documents).toEqual([['cd', '{ id }']])
    expect(settings.apiKeys.map((key) => key.reveal())).toEqual(['the-second-key-of-a-service'])
  })

  it('has not changed where only the way to give it has, or blanks around it', () => {
    const before = read({ ...BASE, API_KEYS: 'the-first-key-of-a-service' })
    const next = read({ ...BASE, API_KEYS_FILE: '/keys' }, { '/keys': 'the-first-key-of-a-service\n\n' })
    expect(changesBetween(before.source, next.source)).toMatchObject({ changed: [], needRestart: [] })
  })
})

describe('the admin token', () => {
  it('stays as long as the port that asks for it, also where both are left out', () => {
    const { ADMIN_PORT: _, ADMIN_TOKEN: __, ...others } = BASE
    const before = read({ ...BASE, API_KEYS: 'the-first-key-of-a-service' })
    const next = read(others)
    expect(changesBetween(before.source, next.source)).toMatchObject({
      changed: ['API_KEYS'],
      needRestart: ['ADMIN_PORT', 'ADMIN_TOKEN'],
    })
    const settings = settingsFrom(reloadedSource(before.source, next.source))
    expect(settings.admin?.token.reveal()).toBe(BASE.ADMIN_TOKEN)
    expect(settings.apiKeys).toEqual([])
  })
})

describe('a name that is no setting', () => {
  it('is warned of where it looks like one, until it is corrected', () => {
    const before = read(BASE)
    const next = read({ ...BASE, LIMIT_DEPHT: '3' })
    const source = reloadedSource(before.source, next.source)
    expect(settingsFrom(source).warnings).toEqual([
      'LIMIT_DEPHT is not a setting of Parley: did you mean LIMIT_DEPTH?',
    ])
    expect(changesBetween(before.source, next.source)).toMatchObject({ changed: [], needRestart: [] })
    expect(settingsFrom(reloadedSource(source, before.source)).warnings).toEqual([])
  })
})

describe('any other setting', () => {
  it('stays as it was at the start, and is named', () => {
    const before = read(BASE)
    const next = read({ ...BASE, CACHE_MAX_BYTES: '64MiB', TRUST_PROXY: '10.0.0.0/8', LIMIT_DEPTH: '3' })
    expect(changesBetween(before.source, next.source)).toEqual({
      changed: ['LIMIT_DEPTH'],
      files: [],
      needRestart: ['TRUST_PROXY', 'CACHE_MAX_BYTES'],
    })
    expect(settingsFrom(reloadedSource(before.source, next.source))).toStrictEqual({
      ...before.settings,
      limits: { ...before.settings.limits, depth: 3 },
    })
  })

  it('keeps the file that was read at the start', () => {
    const keystore = (pin: string) =>
      JSON.stringify({
        app_id: '8043dba1-e742-4c54-8425-1b8e188313a8',
        session_id: '8043dba1-e742-4c54-8425-1b8e188313a9',
        session_private_key: 'a'.repeat(64),
        pin,
      })
    const env = { ...BASE, MIXIN_KEYSTORE: '/keystore.json' }
    const before = read(env, { '/keystore.json': keystore('111111') })
    const next = read({ ...env, LIMIT_DEPTH: '3' }, { '/keystore.json': keystore('222222') })
    expect(changesBetween(before.source, next.source)).toMatchObject({
      changed: ['LIMIT_DEPTH'],
      needRestart: ['MIXIN_KEYSTORE'],
    })
    const { mixin } = settingsFrom(reloadedSource(before.source, next.source))
    expect(mixin?.pin?.reveal()).toBe('111111')
  })
})
