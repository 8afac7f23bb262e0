import { afterAll, afterEach } from 'vitest'
import { startGateway, type TestGateway } from '../../support/gateway.ts'
import { botSettings, mockMixin } from '../../support/mixin-upstream.ts'

/**
 * Gateways in front of a mocked Mixin. All are closed at the end of the file, and the record of sent requests is
 * cleared after each test.
 */
export const createCountedGateways = (
  answer: Parameters<typeof mockMixin>[0],
  base: Record<string, string>,
) => {
  const { dispatcher, sent } = mockMixin(answer)
  const opened: TestGateway[] = []
  afterAll(() => Promise.all(opened.map((gateway) => gateway.close())))
  afterEach(() => {
    sent.length = 0
  })
  const open = async (env: Record<string, string>): Promise<TestGateway> => {
    const gateway = await startGateway({ env: { ...botSettings('full'), ...base, ...env }, dispatcher })
    opened.push(gateway)
    return gateway
  }
  return { open, sent }
}
