import { describe, expect, it } from 'vitest'
import { readSettings } from '../../../src/config/index.ts'
import { effectiveSettings } from '../../../src/config/effective.ts'
import { environment } from '../../../src/config/environment.ts'

const look = (given: Record<string, string>, file: Record<string, string> = {}, keystore?: object) => {
  const settings = readSettings({ ...file, ...given }, () => JSON.stringify(keystore))
  const rows = effectiveSettings(settings, { environment: given, file })
  return { rows, of: (name: string) => rows.find((row) => row.name === name) }
}

const old = {
  client_id: '11efbb75-e7fe-44d7-a14f-698535289310',
  session_id: '2a1b5d43-5b1a-4f52-9d9a-1d6a5c6a3c11',
  private_key: Buffer.alloc(64, 7).toString('base64url'),
  pin_token: Buffer.alloc(32, 9).toString('base64url'),
  client_secret: 'canary-client-secret',
  pin: '909090',
}

describe('the settings in force', () => {
  it('are complete, in the order of docs/settings.md', () => {
    expect(look({}).rows.map(({ name }) => name)).toEqual(Object.keys(environment.shape))
  })

  it('come from the environment, then the file, then the default', () => {
    const { of } = look({ PORT: '1' }, { PORT: '2', LOG_LEVEL: 'DEBUG' })

    expect(of('PORT')).toEqual({ name: 'PORT', value: '1', source: 'environment' })
    expect(of('LOG_LEVEL')).toEqual({ name: 'LOG_LEVEL', value: 'debug', source: '.env' })
    expect(of('HOST')).toEqual({ name: 'HOST', value: '127.0.0.1', source: 'default' })
    expect(of('REDIS_URL')).toEqual({ name: 'REDIS_URL', value: '-', source: 'default' })
  })

  it('come from the keystore, unless they are set separately', () => {
    const { of } = look({ MIXIN_KEYSTORE: 'k.json', MIXIN_PIN: '123456' }, {}, old)

    expect(of('MIXIN_APP_ID')).toMatchObject({ value: old.client_id, source: 'keystore' })
    expect(of('MIXIN_SESSION_PRIVATE_KEY')).toMatchObject({ value: '[secret]', source: 'keystore' })
    expect(of('MIXIN_PIN')).toMatchObject({ value: '[secret]', source: 'environment' })
    expect(of('MIXIN_SPEND_KEY')).toMatchObject({ value: '-', source: 'default' })
  })

  it('come from the sandbox where it replaces a network', () => {
    const { of } = look({ SANDBOX: '1', SEALTALK_API_URL: 'https://sealtalk.test/' })

    expect(of('MIXIN_API_URL')).toMatchObject({ value: "the sandbox's", source: 'sandbox' })
    expect(of('SEALTALK_API_URL')).toMatchObject({ value: 'https://sealtalk.test', source: 'environment' })
    expect(look({ MIXIN_API_URL: 'https://mixin.test' }).of('SEALTALK_API_URL')).toMatchObject({
      value: '-',
      source: 'default',
    })
  })

  it.each([
    [
      {},
      {
        GRAPHIQL: '1',
        INTROSPECTION: '1',
        TRACE: '1',
        DRAIN_DELAY_MS: '0',
        SANDBOX: '1',
        MIXIN_BOT_ACCESS: 'full',
      },
    ],
    [
      { NODE_ENV: 'production', MIXIN_API_URL: 'https://mixin.test' },
      {
        GRAPHIQL: '0',
        INTROSPECTION: '0',
        TRACE: 'for callers with an API key',
        DRAIN_DELAY_MS: '5000',
        SANDBOX: '0',
        MIXIN_BOT_ACCESS: 'none',
      },
    ],
  ])('show the result of defaults that depend on others: %o', (given: Record<string, string>, values) => {
    const { of } = look(given)

    expect(Object.fromEntries(Object.keys(values).map((name) => [name, of(name)?.value]))).toEqual(values)
  })

  it('show no secret, but the address of Redis', () => {
    const secrets = {
      MIXIN_SPEND_KEY: 'c0ffee'.padEnd(64, '7'),
      API_KEYS: 'canary-key-of-a-caller,canary-key-of-another',
      SESSION_SECRET: 'canary-session-secret',
      REDIS_URL: 'rediss://canary-user:canary-password@redis.test:6380?db=2',
    }
    const { rows, of } = look({ ...secrets, MIXIN_KEYSTORE: 'k.json' }, {}, old)
    const shown = JSON.stringify(rows)

    expect(of('REDIS_URL')?.value).toBe('rediss://[secret]@redis.test:6380/2')
    expect(of('API_KEYS')?.value).toBe('[secret],[secret]')
    const held = ['canary', secrets.MIXIN_SPEND_KEY, old.private_key, old.pin_token, old.pin]
    expect(held.filter((secret) => shown.includes(secret))).toEqual([])
  })
})
