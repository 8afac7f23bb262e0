import { Pool } from 'undici'
import { type Sandbox, startSandbox } from '../../../sandbox/index.ts'
import { startGateway, type TestGateway } from '../../support/gateway.ts'
import { sealedFor } from '../../support/sealtalk-sandbox.ts'
import { takeClock, type TestClock } from '../../support/time.ts'
import { sandboxSettings } from '../../integration/shield/stage.ts'
import type { RawAnswer } from './judge.ts'
import { createWatch, type Watch } from '../../integration/security/watching-dispatcher.ts'

const SESSION_SECRET = 'a secret of attacks that nobody else has'

export interface RawRequest {
  readonly method?: 'GET' | 'POST' | 'PUT' | 'DELETE' | 'PATCH' | 'OPTIONS' | 'HEAD'
  /** Default: `/graphql`. */
  readonly path?: string
  readonly headers?: Readonly<Record<string, string | string[]>>
  readonly body?: string | Buffer
}

/** A gateway in front of the sandbox, with a watch on what it sends, and a clock that stands still. */
export interface AttackStage {
  readonly clock: TestClock
  readonly sandbox: Sandbox
  readonly gateway: TestGateway
  readonly watch: Watch
  /** Headers of somebody who may do everything on both networks. */
  readonly mighty: Readonly<Record<string, string>>
  /** Over a connection that is kept. */
  send(request: RawRequest): Promise<RawAnswer>
  /** Posts JSON as somebody who may do everything. */
  ask(question: object, headers?: Readonly<Record<string, string>>): Promise<RawAnswer>
  /** The sandbox as freshly started; the session of `mighty` goes on. */
  reset(): void
  close(): Promise<void>
}

export const openAttackStage = async (
  env: Record<string, string> = {},
  logLevel: 'debug' | 'error' = 'debug',
): Promise<AttackStage> => {
  const clock = takeClock()
  const sandbox = await startSandbox({ clock: clock.now })
  const watch = createWatch({ mixin: sandbox.mixin.url, sealtalk: sandbox.sealtalk.url })
  const { clientSecret, pin } = sandbox.mixin.credentials
  const gateway = await startGateway({
    env: {
      ...sandboxSettings(sandbox),
      MIXIN_BLAZE_URL: sandbox.mixin.blazeUrl,
      MIXIN_CLIENT_SECRET: clientSecret,
      MIXIN_PIN: pin,
      MIXIN_NUMBER_RATE: '1000',
      MIXIN_SEARCH_RATE: '1000',
      SESSION_SECRET,
      ...env,
    },
    logLevel,
    clock,
    dispatcher: watch.dispatcher,
    sleep: () => Promise.resolve(),
  })
  const pool = new Pool(gateway.url, { connections: 8, pipelining: 1 })

  const send: AttackStage['send'] = async ({ method = 'POST', path = '/graphql', headers = {}, body }) => {
    const answer = await pool.request({ method, path, headers: { ...headers }, body: body ?? null })
    return { status: answer.statusCode, headers: answer.headers, body: await answer.body.text() }
  }
  let mighty = sealedFor(sandbox.sealtalk, SESSION_SECRET)

  return {
    clock,
    sandbox,
    gateway,
    watch,
    get mighty() {
      return mighty
    },
    send,
    ask: (question, headers = {}) =>
      send({
        headers: { 'content-type': 'application/json', ...mighty, ...headers },
        body: JSON.stringify(question),
      }),
    reset() {
      sandbox.mixin.control.reset()
      sandbox.sealtalk.control.reset()
      mighty = sealedFor(sandbox.sealtalk, SESSION_SECRET)
    },
    async close() {
      await pool.close()
      await gateway.close()
      await sandbox.close()
      clock.release()
    },
  }
}
