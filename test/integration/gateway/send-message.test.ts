import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { MIXIN_EXAMPLES as x } from '../../../sandbox/mixin/examples.ts'
import { type Answer, codesOf } from '../../support/gateway.ts'
import { type SandboxGateway, startSandboxGateway } from '../../support/sandbox.ts'
import { type SealTalkGateway, startSealTalkGateway } from '../../support/sealtalk-sandbox.ts'
import { valueAt } from '../../support/value-at.ts'

const MUTATION = 'mutation ($input: SendMessageInput!) { sendMessage(input: $input) { messageId } }'
const ID = 'C0FFEE00-0000-4000-8000-00000000CAFE'
const TEXT = 'See you at 7 😀 <b>"quoted"</b> \\ \n再见'

const messageIdIn = ({ data }: Answer): unknown => valueAt(data, 'sendMessage.messageId')

/** What a server has sent on. */
const sentBy = async (url: string): Promise<unknown> => {
  const response = await fetch(`${url}/__sandbox`)
  return valueAt(await response.json(), 'messages')
}

describe('a text to a conversation of Mixin', () => {
  let harness: SandboxGateway

  beforeEach(async () => {
    harness = await startSandboxGateway()
  })

  afterEach(() => harness.close())

  const send = (input: Record<string, unknown>, headers: Record<string, string> = {}): Promise<Answer> =>
    harness.gateway.query(MUTATION, {
      variables: { input: { conversationId: `mixin:conversation:${x.group250Id}`, text: TEXT, ...input } },
      headers,
    })

  it('is sent as the bot in one call, with the caller’s id in lower case', async () => {
    const answer = await send({ messageId: ID })

    expect(answer.errors).toEqual([])
    expect(messageIdIn(answer)).toBe(ID.toLowerCase())
    expect(harness.calls()).toEqual(['POST /messages'])
    expect(await sentBy(harness.sandbox.url)).toEqual([
      {
        messageId: ID.toLowerCase(),
        conversationId: x.group250Id,
        senderId: x.botId,
        recipientId: '',
        category: 'PLAIN_TEXT',
        text: TEXT,
      },
    ])
  })

  it('is sent once however often its id is repeated', async () => {
    await send({ messageId: ID })
    await send({ messageId: ID })

    expect(harness.calls()).toEqual(['POST /messages', 'POST /messages'])
    expect(await sentBy(harness.sandbox.url)).toHaveLength(1)
  })

  it('has another id each time where the caller names none', async () => {
    const ids = [messageIdIn(await send({})), messageIdIn(await send({}))]

    expect(new Set(ids).size).toBe(2)
    for (const id of ids) expect(id).toMatch(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/)
  })

  it('names the other side of a one-to-one conversation that the cache knows, at no further call', async () => {
    const conversationId = `mixin:conversation:${x.contactConversationId}`
    await send({ conversationId })
    await harness.gateway.query(`{ conversation(id: "${conversationId}") { category } }`)
    await send({ conversationId })

    const recipients = await sentBy(harness.sandbox.url)
    expect(recipients).toMatchObject([{ recipientId: '' }, { recipientId: x.userId }])
    expect(harness.calls()).toEqual(['POST /messages', 'GET /conversations/:id', 'POST /messages'])
  })

  it.each([
    ['an empty text', { text: '' }, 'text'],
    ['a text of spaces', { text: ' \n\t ' }, 'text'],
    ['a text of one byte too many', { text: 'é'.repeat(32 * 1024) + 'x' }, 'text'],
    ['half an emoji', { text: 'x\ud83d' }, 'text'],
    ['an id that is no UUID', { messageId: 'first' }, 'messageId'],
    ['a user', { conversationId: `mixin:user:${x.userId}` }, 'conversationId'],
    ['a conversation that is no UUID', { conversationId: 'mixin:conversation:x' }, 'conversationId'],
  ])('is refused before anything is sent: %s', async (_, input, argument) => {
    const answer = await send(input)

    expect(codesOf(answer)).toEqual(['sendMessage: BAD_USER_INPUT'])
    expect(answer.errors[0]?.extensions?.['argument']).toEqual(['input', argument])
    expect(harness.calls()).toEqual([])
  })

  it('may have 64 KiB', async () => {
    const text = '😀'.repeat(16 * 1024)

    expect((await send({ text })).errors).toEqual([])
    expect(await sentBy(harness.sandbox.url)).toMatchObject([{ text }])
  })

  it('is refused for the token of a user, and nothing is sent', async () => {
    expect(codesOf(await send({}, harness.as('Alia')))).toEqual(['sendMessage: FORBIDDEN'])
    expect(harness.calls()).toEqual([])
  })

  it('is refused by Mixin where the bot is not in the conversation', async () => {
    const answer = await send({ conversationId: `mixin:conversation:${x.foreignGroupId}` })

    expect(codesOf(answer)).toEqual(['sendMessage: FORBIDDEN'])
    expect(await sentBy(harness.sandbox.url)).toEqual([])
  })

  it('says how to repeat it where the response is lost, and is sent once', async () => {
    harness.sandbox.control.setFault({ endpoint: 'POST /messages', kind: 'hang-up-after' })

    const answer = await send({ messageId: ID })

    expect(codesOf(answer)).toEqual(['sendMessage: OUTCOME_UNKNOWN'])
    expect(answer.errors[0]?.message).toContain(ID.toLowerCase())
    expect(harness.calls()).toEqual(['POST /messages'])
  })

  it('stands in no log, whatever becomes of it', async () => {
    const text = 'the-words-of-this-text'
    await send({ text })
    await send({ text, messageId: 'no id' })
    await send({ text, conversationId: `mixin:conversation:${x.foreignGroupId}` })
    await send({ text, unknown: 1 })
    await harness.gateway.query(`mutation { sendMessage(input: { text: "${text}" }) { messageId } }`)
    harness.sandbox.control.setFault({ endpoint: 'POST /messages', kind: '500' })
    await send({ text })

    expect(harness.gateway.logged.join('')).not.toContain(text)
  })
})

describe('a text to a group of SealTalk', () => {
  let harness: SealTalkGateway

  beforeEach(async () => {
    harness = await startSealTalkGateway()
  })

  afterEach(() => harness.close())

  const send = async (
    group: string,
    input: Record<string, unknown> = {},
    account: 0 | 1 = 0,
  ): Promise<Answer> => {
    const headers = await harness.signIn(account)
    harness.sandbox.control.resetCalls()
    return harness.gateway.query(MUTATION, {
      variables: { input: { conversationId: `sealtalk:conversation:${group}`, text: TEXT, ...input } },
      headers,
    })
  }

  it('is sent once the role is known, for an owner or admin in two calls', async () => {
    const { group60Id } = harness.sandbox.examples
    const answer = await send(group60Id, { messageId: ID })

    expect(answer.errors).toEqual([])
    expect(messageIdIn(answer)).toBe(ID.toLowerCase())
    expect(harness.calls()).toEqual(['GET /group/:id/members', 'POST /misc/send_message'])
    expect(await sentBy(harness.sandbox.url)).toEqual([
      {
        senderId: harness.sandbox.credentials.accounts[0].userId,
        conversationType: 'GROUP',
        targetId: group60Id,
        objectName: 'RC:TxtMsg',
        content: JSON.stringify({ content: TEXT }),
      },
    ])
  })

  it('is sent for a plain member once it is known that not everyone is muted', async () => {
    expect((await send(harness.sandbox.examples.protectedGroupId)).errors).toEqual([])
    expect(harness.calls()).toEqual(['GET /group/:id', 'GET /group/:id/members', 'POST /misc/send_message'])
  })

  it.each([
    ['a plain member while everyone is muted', 'mutedGroupId', ['GET /group/:id', 'GET /group/:id/members']],
    ['a stranger', 'foreignGroupId', ['GET /group/:id/members']],
  ] as const)('is refused for %s with nothing sent', async (_, group, calls) => {
    expect(codesOf(await send(harness.sandbox.examples[group]))).toEqual(['sendMessage: FORBIDDEN'])
    expect(harness.calls()).toEqual(calls)
    expect(await sentBy(harness.sandbox.url)).toEqual([])
  })

  it('is NOT_FOUND for a group that does not exist', async () => {
    const answer = await send(harness.sandbox.examples.unknownGroupId)

    expect(codesOf(answer)).toEqual(['sendMessage: NOT_FOUND'])
    expect(harness.calls()).toEqual(['GET /group/:id/members'])
  })

  it('must fit into a request, in which some characters take several bytes', async () => {
    const { group60Id } = harness.sandbox.examples

    expect(codesOf(await send(group60Id, { text: '"'.repeat(30_000) }))).toEqual([
      'sendMessage: BAD_USER_INPUT',
    ])
    expect(harness.calls()).toEqual([])
    expect((await send(group60Id, { text: '"'.repeat(25_000) })).errors).toEqual([])
    expect((await send(group60Id, { text: '😀'.repeat(16 * 1024) })).errors).toEqual([])
  })

  it('is no text to a user: the error says what is wanted', async () => {
    const conversationId = `sealtalk:user:${harness.sandbox.examples.friendUserId}`
    const answer = await send('', { conversationId })

    expect(codesOf(answer)).toEqual(['sendMessage: BAD_USER_INPUT'])
    expect(answer.errors[0]?.message).toContain('conversation')
    expect(harness.calls()).toEqual([])
  })

  it('is OUTCOME_UNKNOWN where the response is lost, and is sent once', async () => {
    harness.sandbox.control.setFault({ endpoint: 'POST /misc/send_message', kind: 'hang-up-after' })

    expect(codesOf(await send(harness.sandbox.examples.group60Id))).toEqual(['sendMessage: OUTCOME_UNKNOWN'])
    expect(harness.calls()).toEqual(['GET /group/:id/members', 'POST /misc/send_message'])
  })
})
