import { randomUUID } from 'node:crypto'
import { startSandbox } from '../../../sandbox/index.ts'
import { startGateway, type TestGateway } from '../../support/gateway.ts'
import { startRedis, type TestRedis } from '../../support/redis.ts'
import { PEOPLE, personAt, sandboxSettings } from './stage.ts'

interface Pair {
  readonly gateways: readonly [TestGateway, TestGateway]
  readonly redis: TestRedis
  /** Limited calls since the last time that it was asked. */
  limited(): number
}

/** Milliseconds: the machine that measures is busy with all of it. */
const REDIS_TIMEOUT_MS = 2_000

/** Two gateways of one sandbox on one Redis. */
const onPair = async <Result>(play: (pair: Pair) => Promise<Result>): Promise<Result> => {
  const redis = await startRedis()
  const sandbox = await startSandbox()
  const start = () =>
    startGateway({
      env: { ...sandboxSettings(sandbox), REDIS_URL: redis.url, SESSION_SECRET: secret },
      redisTimeoutMs: REDIS_TIMEOUT_MS,
    })
  const secret = randomUUID()
  const gateways = [await start(), await start()] as const
  const limited = (): number => {
    const { limited } = sandbox.mixin.control.calls()
    sandbox.mixin.control.resetCalls()
    return limited
  }
  try {
    return await play({ gateways, redis, limited })
  } finally {
    await Promise.all(gateways.map((gateway) => gateway.close()))
    await sandbox.close()
    await redis.close()
  }
}

/** Two gateways are asked for one unknown number by 50 callers at once, and then again. */
export const twoGateways = () =>
  onPair(async ({ gateways, limited }) => {
    const document = `{ user(by: { mixinIdentityNumber: "${personAt(5).identityNumber}" }) { id } }`
    const ask = () =>
      Promise.all(Array.from({ length: 50 }, (_, index) => gateways[index % 2 ? 1 : 0].query(document)))
    const first = (await ask()).filter(({ errors }) => errors.length === 0).length
    const atOnce = limited()
    const again = (await ask()).filter(({ errors }) => errors.length === 0).length
    return { atOnce, again: limited(), answered: first + again }
  })

/** Redis is killed while two gateways answer 600 questions for 300 users that nobody has met. */
export const redisKilled = () =>
  onPair(async ({ gateways, redis }) => {
    const load = (from: number) =>
      PEOPLE.slice(from, from + 100).flatMap(({ userId }) =>
        gateways.map((gateway) => gateway.query(`{ user(by: { mixinUserId: "${userId}" }) { name } }`)),
      )
    const before = await Promise.all(load(0))
    const meanwhile = load(100)
    await redis.kill()
    const answers = [...before, ...(await Promise.all(meanwhile)), ...(await Promise.all(load(200)))]
    return { asked: answers.length, errors: answers.flatMap(({ errors }) => errors).length }
  })
