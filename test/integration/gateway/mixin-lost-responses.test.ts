import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Fault } from '../../../sandbox/faults.ts'
import { MIXIN_EXAMPLES as x } from '../../../sandbox/mixin/examples.ts'
import { MIXIN_WRITES, NEW_GROUP_ID, write } from '../../support/every-mixin-write.ts'
import { codesOf } from '../../support/gateway.ts'
import { startSandboxGateway, type SandboxGateway } from '../../support/sandbox.ts'
import { textAt } from '../../support/value-at.ts'

let harness: SandboxGateway
beforeEach(async () => {
  harness = await startSandboxGateway()
})
afterEach(() => harness.close())

const nameOf = (conversationId: string) =>
  harness.gateway.query(
    `{ conversation(id: "mixin:conversation:${conversationId}") { name memberCount codeId } }`,
  )

describe('a write whose response is lost', () => {
  it.each(MIXIN_WRITES)(
    '$mutation is sent once, told as OUTCOME_UNKNOWN, and has happened',
    async ({ mutation, input, endpoint, conversationId }) => {
      const before = await harness.look(`/conversations/${conversationId}`)
      await nameOf(conversationId)
      const known = harness.calls()
      harness.sandbox.control.setFault({ endpoint, kind: 'hang-up-after' })

      const answer = await write(harness, { mutation, input })

      expect(codesOf(answer)).toEqual([`${mutation}: OUTCOME_UNKNOWN`])
      expect(answer.data).toEqual({ [mutation]: null })
      expect(answer.errors[0]?.extensions).toMatchObject({ network: 'MIXIN', retryable: false })
      expect(harness.calls()).toEqual([...known, endpoint])
      const after = await harness.look(`/conversations/${conversationId}`)
      expect(after).not.toEqual(before)
      // Whatever was known of the conversation is not believed any more.
      expect((await nameOf(conversationId)).data).toMatchObject({
        conversation: { name: textOrNull(after, 'name'), codeId: textOrNull(after, 'code_id') },
      })
    },
  )

  it.each(MIXIN_WRITES)(
    '$mutation is sent once and told as OUTCOME_UNKNOWN also where it has not happened',
    async ({ mutation, input, endpoint, conversationId }) => {
      const before = await harness.look(`/conversations/${conversationId}`)
      harness.sandbox.control.setFault({ endpoint, kind: 'hang-up-before' })

      const answer = await write(harness, { mutation, input })

      expect(codesOf(answer)).toEqual([`${mutation}: OUTCOME_UNKNOWN`])
      expect(harness.calls()).toEqual([endpoint])
      expect(await harness.look(`/conversations/${conversationId}`)).toEqual(before)
    },
  )

  it.each<[string, Omit<Fault, 'endpoint'>]>([
    ['of another request', { kind: 'wrong-request-id' }],
    ['a page of a proxy', { kind: 'html', status: 502, applied: true }],
    ['a page with status 200', { kind: 'html', status: 200, applied: true }],
    ['garbage', { kind: 'garbage', applied: true }],
    ['cut in half', { kind: 'truncated' }],
    ['cut off', { kind: 'truncated', declaredLength: 'full' }],
    ['empty', { kind: 'null-data' }],
    ['of other types', { kind: 'wrong-types' }],
    ['a redirect', { kind: 'redirect', applied: true }],
    ['compressed without being asked', { kind: 'gzip-bomb', bytes: 1_000, applied: true }],
    ['larger than any', { kind: 'big-body', bytes: 8_000_000, applied: true }],
  ])('is OUTCOME_UNKNOWN where the response is %s', async (_, fault) => {
    harness.sandbox.control.setFault({ endpoint: 'POST /conversations/:id/rotate', ...fault })

    const answer = await write(harness, {
      mutation: 'rotateConversationCode',
      input: `id: "mixin:conversation:${x.groupId}"`,
    })

    expect(codesOf(answer)).toEqual(['rotateConversationCode: OUTCOME_UNKNOWN'])
    expect(harness.calls()).toEqual(['POST /conversations/:id/rotate'])
  })

  it.each([500, 7000, 7001])(
    'is not lost where Mixin says itself that it failed (%i), and is not repeated either',
    async (code) => {
      harness.sandbox.control.setFault({ endpoint: 'POST /conversations/:id', kind: 'error', code })

      const answer = await write(harness, {
        mutation: 'updateConversation',
        input: `id: "mixin:conversation:${x.groupId}", name: "x"`,
      })

      expect(codesOf(answer)).toEqual(['updateConversation: UPSTREAM_UNAVAILABLE'])
      expect(answer.errors[0]?.extensions).toMatchObject({ upstreamCode: code })
      expect(harness.calls()).toEqual(['POST /conversations/:id'])
    },
  )

  it('that creates a group reports the id with which it can be repeated safely', async () => {
    const group = { name: 'Once', participants: `[{ userId: "mixin:user:${x.aliaUserId}" }]` }
    const create = (upstreamId: string) =>
      write(harness, {
        mutation: 'createGroupConversation',
        input: `${upstreamId} name: "${group.name}", participants: ${group.participants}`,
      })
    harness.sandbox.control.setFault({ endpoint: 'POST /conversations', kind: 'hang-up-after', times: 1 })

    const lost = await create('')
    const id = /upstreamId "([0-9a-f-]{36})"/.exec(lost.errors[0]?.message ?? '')?.[1]
    expect(await harness.look(`/conversations/${id}`)).toMatchObject({ name: 'Once' })

    const repeated = await create(`upstreamId: "${id}",`)
    expect(textAt(repeated.data, 'createGroupConversation.conversation.upstreamId')).toBe(id)

    harness.sandbox.control.setFault({ endpoint: 'POST /conversations', kind: 'hang-up-before', times: 1 })
    const own = await create(`upstreamId: "${NEW_GROUP_ID}",`)
    expect(own.errors[0]?.message).toContain(`upstreamId "${NEW_GROUP_ID}"`)
  })
})

/** "" is null to clients. */
function textOrNull(value: unknown, path: string): string | null {
  return textAt(value, path) || null
}
