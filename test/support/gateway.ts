import { startGateway as start, type TestGateway, type TestGatewayOptions } from '../../testing/gateway.ts'
import { watchSecrets } from './no-secrets.ts'

export { type Answer, type ClientError, codesOf } from '../../testing/answer.ts'
export type { TestGateway, TestGatewayOptions } from '../../testing/gateway.ts'

/**
 * Starts the whole gateway on a free loopback port, with the execution path of `PARLEY_PATH`. The test fails where a
 * response, the log or the metrics contain a secret of the settings or callers.
 */
export const startGateway = async ({ env, ...options }: TestGatewayOptions): Promise<TestGateway> => {
  const path = process.env['PARLEY_PATH']
  const gateway = await start({ ...options, env: { ...(path && { PARLEY_PATH: path }), ...env } })
  const { sessionPrivateKey, clientSecret, pin } = options.sandbox?.connection.mixin ?? {}
  const watch = watchSecrets({
    MIXIN_SESSION_PRIVATE_KEY: sessionPrivateKey,
    MIXIN_CLIENT_SECRET: clientSecret,
    MIXIN_PIN: pin,
    ...env,
  })
  return {
    ...gateway,
    async query(document, asked) {
      watch.sent(asked?.headers ?? {})
      const answer = await gateway.query(document, asked)
      const { data, errors, extensions } = answer
      watch.look('a response', JSON.stringify({ data, errors, extensions }))
      return answer
    },
    async close() {
      const { body } = await gateway.gateway.metrics.render()
      await gateway.close()
      watch.look('a metric', body)
      watch.look('the log', gateway.logged.join(''))
    },
  }
}
