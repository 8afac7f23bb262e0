import { afterEach, describe, expect, it } from 'vitest'
import { codesOf, startGateway, type TestGateway } from '../../../support/gateway.ts'
import { botSettings, failure, mockMixin, type UpstreamAnswer } from '../../../support/mixin-upstream.ts'

let gateway: TestGateway | undefined
afterEach(() => gateway?.close())

const GROUP = 'mixin:conversation:8043dba1-e742-4c54-8425-1b8e188313a8'
const READ = `{ conversation(id: "${GROUP}") { name } }`
const WRITE = `mutation { rotateConversationCode(input: { id: "${GROUP}" }) { conversation { id } } }`

/** What Mixin responds with where all is well. */
const CONVERSATION = {
  type: 'conversation',
  conversation_id: GROUP.slice('mixin:conversation:'.length),
  category: 'GROUP',
  name: 'A group',
  participants: [],
}

/** Each case has its own gateway, since a refusal starts a cooldown. */
const ask = async (document: string, answer: UpstreamAnswer) => {
  const { dispatcher, sent } = mockMixin(() => answer)
  await gateway?.close()
  gateway = await startGateway({ env: botSettings(), dispatcher })
  return { ...(await gateway.query(document)), sent }
}

const table: readonly (readonly [number, string, boolean])[] = [
  [400, 'BAD_USER_INPUT', false],
  [10002, 'BAD_USER_INPUT', false],
  [401, 'UNAUTHENTICATED', false],
  [403, 'FORBIDDEN', false],
  [429, 'RATE_LIMITED', true],
  [20116, 'CONFLICT', false],
  [20132, 'CONFLICT', false],
  [20133, 'CONFLICT', false],
  [20118, 'VERIFICATION_FAILED', false],
  [20119, 'VERIFICATION_FAILED', false],
  [20121, 'VERIFICATION_FAILED', false],
  [20129, 'VERIFICATION_FAILED', false],
  [500, 'UPSTREAM_UNAVAILABLE', true],
  [7000, 'UPSTREAM_UNAVAILABLE', true],
  [7001, 'UPSTREAM_UNAVAILABLE', true],
  [10006, 'UPSTREAM_ERROR', false],
  [99999, 'UPSTREAM_ERROR', false],
]

describe('an error reported by Mixin', () => {
  it.each(table)(
    '%i becomes %s (retryable: %s), in reads and in writes',
    async (code, expected, retryable) => {
      for (const document of [READ, WRITE]) {
        const { status, errors } = await ask(document, failure(code))

        expect(status).toBe(200)
        expect(errors).toHaveLength(1)
        expect(errors[0]?.extensions).toMatchObject({
          code: expected,
          network: 'MIXIN',
          upstreamCode: code,
          retryable: retryable && !(document === WRITE && expected === 'UPSTREAM_UNAVAILABLE'),
        })
        expect(errors[0]?.extensions['requestId']).toMatch(/^[\w-]+$/)
        expect(JSON.stringify(errors)).not.toContain('no client should read')
      }
    },
  )

  it('404 is null in a lookup and NOT_FOUND in a write', async () => {
    const read = await ask(READ, failure(404))
    expect(read).toMatchObject({ data: { conversation: null }, errors: [] })

    const write = await ask(WRITE, failure(404))
    expect(codesOf(write)).toEqual(['rotateConversationCode: NOT_FOUND'])
  })

  it('names the field that Mixin refused, if it looks like one', async () => {
    const named = await ask(WRITE, failure(10002, { field: 'announcement', reason: 'too long' }))
    expect(named.errors[0]?.message).toContain('announcement')

    const odd = await ask(WRITE, failure(10002, { field: '<script>', reason: 'no' }))
    expect(odd.errors[0]?.message).not.toContain('script')
  })
})

const nonsense: readonly (readonly [string, UpstreamAnswer])[] = [
  ['HTML with a 200', { body: '<html>hello</html>' }],
  ['HTML with a 500', { status: 500, body: '<html>sorry</html>' }],
  ['a 502 of a proxy', { status: 502, body: 'Bad Gateway' }],
  ['a redirect', { status: 302, headers: { location: 'http://elsewhere.test/' }, body: '' }],
  ['truncated JSON', { body: '{"data": {"type": "conv' }],
  ['an empty body', { body: '' }],
  ['a list', { body: [] }],
  ['no data', { body: { other: 1 } }],
  ['data of another shape', { body: { data: { conversation_id: 7 } } }],
  ['null data', { body: { data: null } }],
  ['a foreign request id', { body: { data: CONVERSATION }, headers: { 'x-request-id': 'somebody-else' } }],
]

describe('an unusable response', () => {
  it('differs from one that can be used', async () => {
    for (const document of [READ, WRITE]) {
      expect((await ask(document, { body: { data: CONVERSATION } })).errors).toEqual([])
    }
  })

  it.each(nonsense)(
    '%s is UPSTREAM_UNAVAILABLE for a read and OUTCOME_UNKNOWN for a write, sent once',
    async (_, given) => {
      expect(codesOf(await ask(READ, given))).toEqual(['conversation: UPSTREAM_UNAVAILABLE'])

      const write = await ask(WRITE, given)
      expect(codesOf(write)).toEqual(['rotateConversationCode: OUTCOME_UNKNOWN'])
      expect(write.sent).toHaveLength(1)
    },
  )

  it.each([
    [401, 'UNAUTHENTICATED'],
    [403, 'FORBIDDEN'],
    [429, 'RATE_LIMITED'],
  ])('a bare HTTP %i of a proxy counts as the code of that number', async (status, expected) => {
    const { errors } = await ask(READ, { status, body: 'no', headers: { 'retry-after': '7' } })

    expect(errors[0]?.extensions).toMatchObject({ code: expected, upstreamCode: status })
    expect(errors[0]?.extensions['retryAfterMs']).toBe(expected === 'RATE_LIMITED' ? 7000 : undefined)
  })
})
