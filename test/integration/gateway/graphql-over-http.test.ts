import { serverAudits } from 'graphql-http'
import { afterAll, describe, expect, it } from 'vitest'
import { startGateway } from '../../support/gateway.ts'

const gateway = await startGateway({ env: {} })
afterAll(() => gateway.close())

describe('GraphQL over HTTP, as the specification’s own audit checks it', () => {
  for (const audit of serverAudits({ url: `${gateway.url}/graphql`, fetchFn: fetch })) {
    it(audit.name, async () => {
      const result = await audit.fn()
      expect(result.status, 'reason' in result ? result.reason : '').toBe('ok')
    })
  }
})
