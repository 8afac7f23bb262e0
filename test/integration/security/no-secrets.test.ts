import { describe, expect, it } from 'vitest'
import { startGateway } from '../../support/gateway.ts'
import { watchSecrets } from '../../support/no-secrets.ts'

describe('the check of every test gateway for secrets', () => {
  it.each([
    ['a setting', { MIXIN_CLIENT_SECRET: 'canary-secret' }, {}, 'before canary-secret behind'],
    ['one of several keys', { API_KEYS: 'first-key,second-key' }, {}, '"second-key"'],
    ['a PIN', { MIXIN_PIN: '918273' }, {}, 'pin=918273,'],
    ['a token', {}, { Authorization: 'Bearer canary-token' }, 'a canary-token'],
    ['a session', {}, { cookie: 'parley_sealtalk=canary-session' }, 'canary-session'],
  ])('finds %s', (_, env, headers, text) => {
    const watch = watchSecrets(env)
    watch.sent(headers)

    expect(() => watch.look('the log', text)).toThrow(/^the log shows a secret: [\w-]+$/)
    expect(() => watch.look('the log', text.replaceAll(/[a-z0-9]/g, 'x'))).not.toThrow()
  })

  it('does not mistake six digits of a longer number for a PIN', () => {
    expect(() => watchSecrets({ MIXIN_PIN: '918273' }).look('the log', '19182730 0.918273')).not.toThrow()
  })

  it('covers the log', async () => {
    const gateway = await startGateway({ env: { API_KEYS: 'a-key-of-sixteen-characters' } })
    const logged = gateway.logged as string[]
    logged.push('who would log a-key-of-sixteen-characters?')

    await expect(gateway.close()).rejects.toThrow('the log shows a secret: API_KEYS')
  })
})
