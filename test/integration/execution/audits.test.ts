import { serverAudits } from 'graphql-http'
import { afterAll, describe, expect, it } from 'vitest'
import { startGateway } from '../../support/gateway.ts'

describe.each(['yoga', 'fast'])('GraphQL over HTTP, with the %s path forced', async (path) => {
  const gateway = await startGateway({ env: { PARLEY_PATH: path } })
  afterAll(() => gateway.close())

  for (const audit of serverAudits({ url: `${gateway.url}/graphql`, fetchFn: fetch })) {
    it(audit.name, async () => {
      // The second time, the document is known.
      for (const time of ['first', 'second']) {
        const result = await audit.fn()
        expect(result.status, `${time}: ${'reason' in result ? result.reason : ''}`).toBe('ok')
      }
    })
  }
})
