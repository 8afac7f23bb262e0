import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { SealTalkUpstreamOptions } from '../../../sandbox/sealtalk/upstream.ts'
import { codesOf } from '../../support/gateway.ts'
import { sealedFor, type SealTalkGateway, startSealTalkGateway } from '../../support/sealtalk-sandbox.ts'
import { droppedParts } from '../../support/unusable-parts.ts'

const SESSION_SECRET = 'of the gateway and of this test'

const SERVERS: readonly (readonly [string, SealTalkUpstreamOptions])[] = [
  ['the Node server', {}],
  ['the first server in Java', { dialect: 'java' }],
  ['the first server in Java, with nulls', { dialect: 'java', sendsNulls: true }],
  ['the later server', { dialect: 'later' }],
  ['the later server, with nulls', { dialect: 'later', sendsNulls: true }],
]

describe.each(SERVERS)('%s', (_, sandbox) => {
  let harness: SealTalkGateway
  let headers: Record<string, string>
  beforeAll(async () => {
    harness = await startSealTalkGateway({ sandbox, env: { SESSION_SECRET } })
    headers = sealedFor(harness.sandbox, SESSION_SECRET)
  })
  afterAll(() => harness.close())

  it('has no unknown user or group', async () => {
    const { unknownUserId } = harness.sandbox.examples
    const { data, errors } = await harness.ask(
      `{
        user(by: {sealtalkUserId: "${unknownUserId}"}) { name phone }
        byPhone: user(by: {sealtalkPhone: {region: "86", number: "13899999999"}}) { name }
        conversation(id: "sealtalk:conversation:${unknownUserId}") { name }
      }`,
      headers,
    )

    expect(errors).toEqual([])
    expect(data).toEqual({ user: null, byPhone: null, conversation: null })
  })

  it('keeps the members of a group of whom one was deleted', async () => {
    const group = `conversation(id: "sealtalk:conversation:${harness.sandbox.examples.group60Id}")`
    const members = async () => {
      const { data, errors } = await harness.ask(
        `{ ${group} { participants(first: 500) { nodes { userId } } } }`,
        headers,
      )
      expect(errors).toEqual([])
      return (
        data as { conversation: { participants: { nodes: { userId: string }[] } } }
      ).conversation.participants.nodes.map(({ userId }) => userId)
    }
    const before = await members()
    const gone = before.at(-1) ?? ''
    // A new gateway, which has cached nothing, at a server where one account is gone.
    await harness.close()
    harness = await startSealTalkGateway({ sandbox, env: { SESSION_SECRET } })
    harness.sandbox.deleteAccount(gone.slice('sealtalk:user:'.length))
    headers = sealedFor(harness.sandbox, SESSION_SECRET)

    expect(await members()).toEqual(before.slice(0, -1))
    expect(await droppedParts(harness.gateway, 'sealtalk', 'empty-row')).toBe(1)
  })

  it('reports no write of a deleted account as done', async () => {
    const friend = `sealtalk:user:${harness.sandbox.examples.friendUserId}`
    const WRITES = [
      'updateProfile(input: {nickname: "Ann"}) { applied }',
      'updateProfile(input: {gender: MALE, portraitUri: "https://images.test/1.png"}) { applied user { name } }',
      'updatePrivacy(input: {searchableByPhone: true}) { privacy { searchableByPhone } }',
      'setAcceptsPokes(input: {acceptsPokes: false}) { acceptsPokes }',
      `blockUser(input: {userId: "${friend}"}) { user { name } }`,
      `unblockUser(input: {userId: "${friend}"}) { userId }`,
    ]
    const codes = async () => {
      const answers = []
      for (const write of WRITES) answers.push(await harness.ask(`mutation { ${write} }`, headers))
      return answers.flatMap(codesOf)
    }
    expect(await codes()).toEqual([])

    harness.sandbox.deleteAccount(harness.sandbox.credentials.accounts[0].userId)

    expect(await codes()).toEqual([
      'updateProfile: UNAUTHENTICATED',
      'updateProfile: UNAUTHENTICATED',
      'updatePrivacy: UNAUTHENTICATED',
      'setAcceptsPokes: UNAUTHENTICATED',
      'blockUser: UNAUTHENTICATED',
      'unblockUser: UNAUTHENTICATED',
    ])
  })
})
