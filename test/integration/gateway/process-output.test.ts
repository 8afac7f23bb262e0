import { createServer } from 'node:http'
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { describe, expect, it } from 'vitest'
import { startSandbox } from '../../../sandbox/index.ts'
import { MIXIN_EXAMPLES as x } from '../../../sandbox/mixin/examples.ts'
import { packageVersion } from '../../../src/version.ts'
import { ask, runGateway } from '../../support/gateway-process.ts'
import { sandboxSettings } from '../../support/sandbox.ts'

describe('invalid settings', () => {
  it('abort startup with exit code 1 and one message that lists them all, without secrets', async () => {
    const canaries = [
      'canary-port',
      'canary-private-key',
      'canary-pin',
      'canary-redis',
      'canary-of-a-spend-key',
    ]
    const [port = '', privateKey = '', pin = '', redis = '', spendKey = ''] = canaries

    const gateway = runGateway({
      PORT: port,
      MIXIN_APP_ID: 'no uuid',
      MIXIN_SESSION_PRIVATE_KEY: privateKey,
      MIXIN_PIN: pin,
      MIXIN_SPEND_KEY: spendKey,
      REDIS_URL: `redis://:${redis}@127.0.0.1`,
      LOG_LEVEL: 'loud',
    })

    expect(await gateway.exited).toBe(1)
    const message = gateway.stderr()
    expect(message).toMatch(/^Parley cannot start with these settings:\n/)
    for (const name of [
      'PORT must be',
      'MIXIN_APP_ID must be',
      'MIXIN_SESSION_PRIVATE_KEY must be',
      'MIXIN_PIN must be',
      'MIXIN_SPEND_KEY must be',
      'LOG_LEVEL must be',
      'set MIXIN_SESSION_ID',
      'SESSION_SECRET',
    ]) {
      expect(message).toContain(name)
    }
    for (const canary of canaries) expect(message).not.toContain(canary)
    expect(message).not.toContain('    at ')
    expect(gateway.lines).toEqual([])
  })

  it('include a port that is in use, with the setting to change', async () => {
    const holder = createServer().listen(0, '127.0.0.1')
    await once(holder, 'listening')
    const { port } = holder.address() as AddressInfo

    for (const name of ['PORT', 'METRICS_PORT']) {
      const gateway = runGateway({ [name]: String(port), MIXIN_API_URL: 'http://127.0.0.1:1' })

      expect(await gateway.exited).toBe(1)
      expect(gateway.stderr()).toContain(
        `cannot listen on 127.0.0.1:${port} (HOST, ${name}): the port is in use`,
      )
      expect(gateway.stderr()).not.toContain('    at ')
      expect(gateway.lines.join()).not.toContain('Parley is ready')
    }
    holder.close()
  })
})

describe('the output of the process', () => {
  it.each([
    ['in production is JSON alone, for whoever collects stdout and stderr together', 'production', ''],
    ['elsewhere has a few lines for the person at the terminal', '', 'Parley is ready.'],
  ])('%s', async (_, NODE_ENV, greeting) => {
    const gateway = runGateway({ NODE_ENV, MIXIN_API_URL: 'http://127.0.0.1:1', DRAIN_DELAY_MS: '0' })

    const ready = await gateway.ready
    expect(ready).toMatchObject({ version: packageVersion })
    // Whatever a start writes has been written once requests are answered.
    await ask(ready.graphql, '{ __typename }')
    gateway.signal('SIGTERM')
    await gateway.exited
    expect(gateway.stderr().trim().split('\n')[0]).toBe(greeting)
    expect(() => gateway.lines.map((line) => JSON.parse(line) as unknown)).not.toThrow()
  })

  it('is one sentence on a Node.js that is too old', async () => {
    const older = "data:text/javascript,Object.defineProperty(process,'version',{value:'v20.19.0'})"
    const gateway = runGateway({}, [`--import=${older}`])

    expect(await gateway.exited).toBe(1)
    expect(gateway.stderr()).toMatch(
      /^Parley cannot start: Node v20\.19\.0 cannot run Parley.* newer Node\n$/,
    )
    expect(gateway.lines).toEqual([])
  })

  it('contains no credential, code, PIN, key, phone number or value of a document, whatever fails', async () => {
    const sandbox = await startSandbox()
    const { mixin } = sandbox
    const settings = sandboxSettings(mixin)
    const secret = {
      bearer: 'canaryBearerOfSomebody',
      apiKey: 'canary-api-key-of-somebody',
      wrongKey: 'canary-of-a-wrong-api-key',
      session: 'canary-of-a-session-secret-1234567890',
      code: 'canarycode'.repeat(6),
      sentSecret: 'canary-of-a-client-secret',
      pin: '918273',
      phone: '0000030265',
      cookie: 'canary-of-a-cookie',
      value: 'CanaryOfAValue',
    }
    const gateway = runGateway({
      ...settings,
      API_KEYS: secret.apiKey,
      SESSION_SECRET: secret.session,
      LOG_LEVEL: 'trace',
    })
    const { graphql } = await gateway.ready
    const group = `{ conversation(id: "mixin:conversation:${x.groupId}") { name } }`
    const phone = `{ user(by: { mixinPhone: { region: "999", number: "${secret.phone}" } }) { name phone } }`
    const consent = `mutation { authorizeApp(input: {
      clientId: "${x.cnbBotId}", scopes: ["PROFILE:READ"], pin: "${secret.pin}"
    }) { authorization { codeId } } }`
    const trade = `mutation { authorizeToken(input: {
      code: "${secret.code}", clientSecret: "${secret.sentSecret}"
    }) { accessToken } }`
    const requests = async (): Promise<void> => {
      await ask(graphql, group, { authorization: `Bearer ${secret.bearer}` })
      await ask(graphql, group, { authorization: `Basic ${secret.bearer}` })
      await ask(graphql, group, { 'x-api-key': secret.wrongKey })
      await ask(graphql, group, { 'x-api-key': secret.apiKey, cookie: `parley_sealtalk=${secret.cookie}` })
      await ask(graphql, group, { 'x-sealtalk-session': secret.cookie })
      for (const document of [phone, consent, trade]) await ask(graphql, document)
      await ask(graphql, `{ user(by: { mixinUserId: "${secret.value}" }) { name } }`)
      await ask(graphql, `{ user(by: { mixinUserId: ${secret.value} }) { name } }`)
      await ask(graphql, `{ "${secret.value}" }`)
    }

    await requests()
    for (const kind of ['garbage', 'hang-up-before', '429', 'wrong-types'] as const) {
      mixin.control.clearFaults()
      mixin.control.setFault({ kind })
      await requests()
    }
    gateway.signal('SIGTERM')
    expect(await gateway.exited).toBe(0)

    const said = gateway.lines.join('\n') + gateway.stderr()
    expect(said).toContain('getAuthorizeCode')
    expect(said).toContain('upstream call failed')
    const kept = {
      sessionKey: settings['MIXIN_SESSION_PRIVATE_KEY'],
      serverKey: settings['MIXIN_SERVER_PUBLIC_KEY'],
      clientSecret: settings['MIXIN_CLIENT_SECRET'],
      ownPin: settings['MIXIN_PIN'],
      signedToken: 'eyJ',
    }
    // Six digits may stand by chance inside a longer number.
    const isSaid = (value: string) =>
      /^\d{6}$/.test(value) ? new RegExp(`\\b${value}\\b`).test(said) : said.includes(value)
    const leaked = Object.entries({ ...secret, ...kept }).filter(([, value]) => value && isSaid(value))
    expect(leaked.map(([name]) => name)).toEqual([])
    await sandbox.close()
  })
})
