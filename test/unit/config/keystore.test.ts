import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { inspect } from 'node:util'
import { describe, expect, it } from 'vitest'
import { readSettings } from '../../../src/config/index.ts'

const appId = '11efbb75-e7fe-44d7-a14f-698535289310'
const sessionId = '2a1b5d43-5b1a-4f52-9d9a-1d6a5c6a3c11'

/** The settings of a keystore file with this content. */
function settingsOf(content: unknown, env: Record<string, string> = {}) {
  const file = typeof content === 'string' ? content : JSON.stringify(content)
  return readSettings({ MIXIN_KEYSTORE: 'keystore.json', ...env }, (path) => {
    expect(path).toBe('keystore.json')
    return file
  })
}

const modern = {
  app_id: appId.toUpperCase(),
  session_id: sessionId,
  session_private_key: '0f'.repeat(32),
  server_public_key: 'a1'.repeat(32),
}

const old = {
  client_id: appId,
  session_id: sessionId,
  private_key: Buffer.alloc(64, 0xfb).toString('base64url'),
  pin_token: Buffer.alloc(32, 0xfa).toString('base64'),
  pin: '123456',
  client_secret: 'e2'.repeat(32),
  scope: 'PROFILE:READ',
}

describe('a keystore', () => {
  it('is read with its new field names', () => {
    const mixin = settingsOf(modern).mixin
    expect(mixin?.bot).toMatchObject({ appId, sessionId })
    expect(mixin?.bot?.sessionPrivateKey.reveal()).toBe(modern.session_private_key)
    expect(mixin?.bot?.serverPublicKey?.reveal()).toBe(modern.server_public_key)
    expect(mixin).toMatchObject({
      apiUrls: ['https://api.mixin.one'],
      clientSecret: undefined,
      pin: undefined,
    })
  })

  it('is read with its old field names, with the keys in their original encoding', () => {
    const mixin = settingsOf(old).mixin
    expect(mixin?.bot).toMatchObject({ appId, sessionId })
    expect(mixin?.bot?.sessionPrivateKey.reveal()).toBe(old.private_key)
    expect(mixin?.bot?.serverPublicKey?.reveal()).toBe(old.pin_token)
    expect(mixin?.pin?.reveal()).toBe('123456')
    expect(mixin?.clientSecret?.reveal()).toBe(old.client_secret)
  })

  it.each([
    ['user_id', { ...modern, app_id: undefined, user_id: appId }],
    ['app_id before the others', { ...modern, user_id: sessionId, client_id: sessionId }],
    ['client_id where app_id is blank', { ...modern, app_id: '', client_id: appId }],
  ])('names the bot by %s', (_, content) => {
    expect(settingsOf(content).mixin?.bot?.appId).toBe(appId)
  })

  it('may have its pin_token under pin_token_base64, or none', () => {
    const { pin_token, ...without } = old
    const renamed = settingsOf({ ...without, pin_token_base64: pin_token })
    expect(renamed.mixin?.bot?.serverPublicKey?.reveal()).toBe(pin_token)
    expect(settingsOf({ ...without, pin_token: null, pin: '' }).mixin).toMatchObject({
      pin: undefined,
      bot: { serverPublicKey: undefined },
    })
  })

  it('may have its PIN as a number, or a spend key in its place', () => {
    expect(settingsOf({ ...old, pin: 123456 }).mixin?.pin?.reveal()).toBe('123456')
    expect(settingsOf({ ...old, pin: 'c3'.repeat(32) }).mixin?.pin?.reveal()).toBe('c3'.repeat(32))
  })

  it('may have a spend key, which MIXIN_SPEND_KEY overrides', () => {
    const keystore = { ...modern, spend_private_key: 'd4'.repeat(32) }
    expect(settingsOf(keystore).mixin?.spendKey?.reveal()).toBe('d4'.repeat(32))
    const other = settingsOf(keystore, { MIXIN_SPEND_KEY: 'e5'.repeat(32) })
    expect(other.mixin?.spendKey?.reveal()).toBe('e5'.repeat(32))
    expect(settingsOf(modern).mixin?.spendKey).toBeUndefined()
  })

  it('is overridden by MIXIN_PIN and MIXIN_CLIENT_SECRET', () => {
    const mixin = settingsOf(old, { MIXIN_PIN: '654321', MIXIN_CLIENT_SECRET: 'other' }).mixin
    expect(mixin?.pin?.reveal()).toBe('654321')
    expect(mixin?.clientSecret?.reveal()).toBe('other')
  })

  it('may begin with a byte order mark', () => {
    expect(settingsOf(`\uFEFF${JSON.stringify(modern)}`).mixin?.bot).toMatchObject({ appId, sessionId })
  })

  it.each([
    ['UTF-8 with a byte order mark', Buffer.from(`\uFEFF${JSON.stringify(modern)}`)],
    ['UTF-16', Buffer.from(`\uFEFF${JSON.stringify(modern)}`, 'utf16le')],
  ])('may be a file in %s', (_, content) => {
    const folder = mkdtempSync(join(tmpdir(), 'parley-keystore-'))
    const path = join(folder, 'keystore.json')
    writeFileSync(path, content)
    try {
      expect(readSettings({ MIXIN_KEYSTORE: path }).mixin?.bot).toMatchObject({ appId, sessionId })
    } finally {
      rmSync(folder, { recursive: true })
    }
  })

  it.each([
    ['ENCODING', /it is neither UTF-8 nor UTF-16 with a byte order mark/],
    ['ENOENT', /there is no such file: ENOENT/],
    ['EACCES', /the user that runs Parley may not read it: EACCES/],
    ['EISDIR', /it is a directory: EISDIR/],
    ['ENAMETOOLONG', /is it the content of the file\? ENAMETOOLONG/],
    ['EMFILE', /\(EMFILE\)/],
  ])('reports why the file cannot be read (%s), without quoting its path', (code, why) => {
    const attempt = () =>
      readSettings({ MIXIN_KEYSTORE: '{"private_key":"canary"}' }, (path) => {
        throw Object.assign(new Error(path), { code })
      })
    expect(attempt).toThrow(why)
    expect(attempt).not.toThrow(/canary/)
  })

  it.each([
    ['is not JSON', '{"app_id": canary', /path of a JSON file/],
    ['is a list', [modern], /path of a JSON file/],
    ['has no session', { ...modern, session_id: undefined }, /session_id must be a string/],
    ['has no key', { app_id: appId }, /session_private_key or private_key must be a string/],
    [
      'has an RSA key',
      { ...old, private_key: '-----BEGIN RSA canary' },
      /private_key must be an Ed25519 key/,
    ],
    ['has an invalid PIN', { ...old, pin: 'canary' }, /pin must be six digits/],
    ['has a PIN as a number that lost a zero', { ...old, pin: 12345 }, /pin must be six digits/],
    ['has a PIN in a list', { ...old, pin: ['canary'] }, /pin must be a string/],
    [
      'has an invalid spend key',
      { ...modern, spend_private_key: 'canary' },
      /spend_private_key must be 64 hex/,
    ],
  ])('is rejected if it %s, without quoting its content', (_, content, problem) => {
    expect(() => settingsOf(content)).toThrow(problem)
    expect(() => settingsOf(content)).not.toThrow(/canary/)
  })

  it('is rejected next to separate keys', () => {
    expect(() => settingsOf(modern, { MIXIN_APP_ID: appId })).toThrow(/MIXIN_KEYSTORE and MIXIN_APP_ID both/)
  })
})

describe('secrets', () => {
  it('do not appear when settings are printed, inspected or serialized', () => {
    const secrets = {
      MIXIN_SPEND_KEY: 'ca'.repeat(32),
      API_KEYS: 'canary-api-key-long-enough',
      SESSION_SECRET: 'canary-session-secret',
      REDIS_URL: 'redis://:canary-redis@127.0.0.1',
    }
    const settings = settingsOf({ ...old, pin: '909090', spend_private_key: 'f6'.repeat(32) }, secrets)
    const shown = [
      JSON.stringify(settings),
      inspect(settings, { depth: null, showHidden: true }),
      inspect(settings, { depth: null, customInspect: false }),
      String(settings.mixin?.pin) + settings.apiKeys.join(),
    ].join('\n')
    const held = [
      ...Object.values(secrets),
      '909090',
      'f6'.repeat(32),
      old.private_key,
      old.pin_token,
      old.client_secret,
      'canary',
    ]
    expect(held.filter((secret) => shown.includes(secret))).toEqual([])
    expect(shown).toContain('[secret]')
  })

  it('do not appear in messages about them', () => {
    const wrong = {
      MIXIN_KEYSTORE: '{"private_key":"canary"}',
      MIXIN_PIN: 'canary',
      MIXIN_SPEND_KEY: 'canary',
      MIXIN_SESSION_PRIVATE_KEY: 'canary',
      MIXIN_API_URL: 'https://canary:canary@api.example',
      REDIS_URL: 'http://:canary@redis',
      API_KEYS: ',',
    }
    const attempt = () => readSettings(wrong)
    expect(attempt).toThrow(/MIXIN_PIN/)
    expect(attempt).not.toThrow(/canary/)
    try {
      attempt()
    } catch (error) {
      expect(inspect(error, { depth: null, showHidden: true })).not.toContain('canary')
    }
  })
})
