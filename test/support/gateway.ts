import { startGateway as start, type TestGateway, type TestGatewayOptions } from '../../testing/gateway.ts'

export { type Answer, type ClientError, codesOf } from '../../testing/answer.ts'
export type { TestGateway, TestGatewayOptions } from '../../testing/gateway.ts'

/** The whole gateway on a free port of loopback, in the lane that `PARLEY_LANE` forces on a run of tests. */
export const startGateway = ({ env, ...options }: TestGatewayOptions): Promise<TestGateway> => {
  const lane = process.env['PARLEY_LANE']
  return start({ ...options, env: { ...(lane && { PARLEY_LANE: lane }), ...env } })
}
