import * as fc from 'fast-check'
import { afterAll, describe, expect, it } from 'vitest'
import { decodeGlobalId, encodeGlobalId } from '../../../src/global-id.ts'
import { runDocument } from '../../../testing/run-document.ts'
import { stubDataSource, stubDataSources } from '../../../testing/stub-data-source.ts'
import { stubUser } from '../../../testing/stub-models.ts'

// The same examples in every run: what fails here fails everywhere.
fc.configureGlobal({ seed: 1, numRuns: 300 })
afterAll(() => fc.resetConfigureGlobal())

const networks = fc.constantFrom('mixin', 'sealtalk')
const kinds = fc.constantFrom('user', 'app', 'conversation')

describe('a global id', () => {
  it('comes apart into what it was made of, whatever the network’s own id looks like', () =>
    fc.assert(
      fc.property(networks, kinds, fc.string({ unit: 'binary' }), (network, kind, upstreamId) => {
        const id = encodeGlobalId(network, kind, upstreamId)
        expect(decodeGlobalId(id)).toEqual({ network, kind, upstreamId })
      }),
    ))

  it('is taken apart for any text without a crash, and only where it has three parts', () =>
    fc.assert(
      fc.property(fc.string(), (text) => {
        const parts = decodeGlobalId(text)
        if (parts) expect(`${parts.network}:${parts.kind}:${parts.upstreamId}`).toBe(text)
        else expect(text.split(':').length < 3 || text.startsWith(':')).toBe(true)
      }),
    ))

  it('of an answer leads back to the same thing', () =>
    fc.assert(
      fc.asyncProperty(networks, fc.stringMatching(/^[a-z0-9-]{1,36}$/), async (network, upstreamId) => {
        const stub = stubDataSource({ network, users: [stubUser(upstreamId, { network })] })
        const datasources = stubDataSources(stub)
        const id = encodeGlobalId(network, 'user', upstreamId)

        const { data } = await runDocument(
          datasources,
          'query ($id: ID!) { node(id: $id) { id } user(by: { id: $id }) { id upstreamId } }',
          { id },
        )

        expect(data).toEqual({ node: { id }, user: { id, upstreamId } })
      }),
      { numRuns: 50 },
    ))

  it('is brought into the form that the network’s provider gives its ids', async () => {
    const stub = stubDataSource({ users: [stubUser('abc')] })

    const { data } = await runDocument(stubDataSources(stub), '{ node(id: "mixin:user:ABC") { id } }')

    expect(data).toEqual({ node: { id: 'mixin:user:abc' } })
    expect(stub.calls).toContainEqual(['users.load', 'abc', ['id']])
  })
})
