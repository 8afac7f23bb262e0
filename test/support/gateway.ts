import { startGateway as start, type TestGateway, type TestGatewayOptions } from '../../testing/gateway.ts'
import { watchSecrets } from './no-secrets.ts'

export { type Answer, type ClientError, codesOf } from '../../testing/answer.ts'
export type { TestGateway, TestGatewayOptions } from '../../testing/gateway.ts'

/**
 * The whole gateway on a free port of loopback, in the path that `PARLEY_PATH` forces on a run of tests. Whatever a
 * test is about, it fails where an answer, a line of the log or the metrics show a secret of settings or callers.
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
      watch.look('an answer', JSON.stringify({ data, errors, extensions }))
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
