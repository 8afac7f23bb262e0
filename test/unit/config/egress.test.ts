import { readFileSync } from 'node:fs'
import { inspect } from 'node:util'
import { describe, expect, it } from 'vitest'
import { readSettings, SettingsError } from '../../../src/config/index.ts'
import { effectiveSettings } from '../../../src/config/effective.ts'
import { pemPath } from '../../support/tls-front.ts'

const MIXIN = { MIXIN_API_URL: 'https://api.parley.test' }
const SEALTALK = { SEALTALK_API_URL: 'https://sealtalk.parley.test' }
const pem = (name: string): string => readFileSync(pemPath(name), 'utf8')

const problemsOf = (
  env: Record<string, string>,
  files?: Readonly<Record<string, string>>,
): readonly string[] => {
  try {
    readSettings(env, files && ((path) => files[path] ?? ''))
    return []
  } catch (error) {
    if (error instanceof SettingsError) return error.problems
    throw error
  }
}

describe('certificates of a network', () => {
  it('are read from their files, each network its own', () => {
    const settings = readSettings({
      ...MIXIN,
      ...SEALTALK,
      MIXIN_CA_FILE: pemPath('ca'),
      MIXIN_CERT_FILE: pemPath('client'),
      MIXIN_KEY_FILE: pemPath('client-key'),
      SEALTALK_CA_FILE: pemPath('other-ca'),
    })
    expect(settings.mixin?.tls).toMatchObject({ ca: pem('ca'), cert: pem('client') })
    expect(settings.mixin?.tls?.key?.reveal()).toBe(pem('client-key'))
    expect(settings.sealtalk?.tls).toEqual({ ca: pem('other-ca'), cert: undefined, key: undefined })
    expect(inspect(settings, { depth: 9 })).not.toContain('PRIVATE KEY')
  })

  it.each([
    [
      'MIXIN_CA_FILE',
      '/no/such/file.pem',
      'must be the path of a readable file (there is no such file: ENOENT)',
    ],
    ['SEALTALK_CA_FILE', '/', 'must be the path of a readable file (it is a directory: EISDIR)'],
    ['MIXIN_CA_FILE', pemPath('client-key'), 'must be the path of a PEM file with certificates'],
  ])('stop the start where %s is %s', (name, path, problem) => {
    expect(problemsOf({ ...MIXIN, ...SEALTALK, [name]: path })).toEqual([`${name} ${problem}`])
  })

  it('stop the start where the file of the key has none, and where it belongs to another certificate', () => {
    const files = { cert: pem('client'), key: pem('client'), other: pem('server-key') }
    const env = { ...MIXIN, MIXIN_CERT_FILE: 'cert' }
    expect(problemsOf({ ...env, MIXIN_KEY_FILE: 'key' }, files)).toEqual([
      'MIXIN_KEY_FILE must be the path of a PEM file with a private key, without a password',
    ])
    expect(problemsOf({ ...env, MIXIN_KEY_FILE: 'other' }, files)).toEqual([
      'MIXIN_KEY_FILE is not the key of MIXIN_CERT_FILE',
    ])
  })

  it('stop the start where there is one without its key', () => {
    expect(problemsOf({ ...SEALTALK, SEALTALK_CERT_FILE: pemPath('client') })).toEqual([
      'SEALTALK_CERT_FILE and SEALTALK_KEY_FILE belong together: set both, or unset both',
    ])
  })
})

describe('proxies', () => {
  it('are read in upper and in lower case, which takes precedence, without a warning', () => {
    const settings = readSettings({
      HTTPS_PROXY: 'http://upper.test:3128',
      https_proxy: 'http://user:pass%40word@lower.test:3128',
      no_proxy: 'a.test, .b.test 10.0.0.7:80',
    })
    expect(settings.proxies.https?.reveal()).toBe('http://user:pass%40word@lower.test:3128/')
    expect(settings.proxies.http).toBeUndefined()
    expect(settings.proxies.except).toEqual(['a.test', '.b.test', '10.0.0.7:80'])
    expect(settings.warnings).toEqual([])
  })

  it('for http are for https, too, unless that has its own', () => {
    const { proxies } = readSettings({ HTTP_PROXY: 'https://proxy.test' })
    expect([proxies.http?.reveal(), proxies.https?.reveal()]).toEqual([
      'https://proxy.test/',
      'https://proxy.test/',
    ])
  })

  it('may be without a scheme, as other programs read them', () => {
    const { proxies } = readSettings({ HTTPS_PROXY: 'user:word@proxy.test:3128' })
    expect(proxies.https?.reveal()).toBe('http://user:word@proxy.test:3128/')
  })

  it.each(['socks5://proxy.test', 'http://proxy.test/path', 'http://us%er@proxy.test'])(
    'are refused as %s, which may hold a password and is not quoted',
    (url) => {
      const problems = problemsOf({ HTTPS_PROXY: url })
      expect(problems).toEqual(['HTTPS_PROXY must be a URL like http://user:password@proxy.example.com:3128'])
    },
  )

  it('are printed without their password', () => {
    const env = { HTTPS_PROXY: 'http://user:pass-of-proxy@proxy.test:3128' }
    const printed = effectiveSettings(readSettings(env), { environment: env, file: {} })
    expect(printed.find(({ name }) => name === 'HTTPS_PROXY')?.value).toBe('http://[secret]@proxy.test:3128/')
    expect(JSON.stringify(printed)).not.toContain('pass-of-proxy')
  })
})

describe('HOST', () => {
  it('takes the absolute path of a socket', () => {
    expect(readSettings({ HOST: 'unix:/run/parley.sock' }).host).toBe('unix:/run/parley.sock')
  })

  it.each(['unix:', 'unix:parley.sock', 'unix:/run/', `unix:/${'a'.repeat(107)}`])('refuses %s', (host) => {
    expect(problemsOf({ HOST: host })).toEqual([
      'HOST must be a host name or an IP address, without scheme and port, or unix: and the absolute path of a socket',
    ])
  })
})
