import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { MIXIN_EXAMPLES } from '../../../sandbox/mixin/examples.ts'
import { CLEO_CONTACT_ID, MIXIN_WRITES, type MixinWrite } from '../../support/every-mixin-write.ts'
import { valueAt } from '../../support/value-at.ts'
import { openStage, type Stage, type Viewer } from './stage.ts'

let stage: Stage
beforeEach(async () => {
  stage = await openStage()
})
afterEach(() => stage.close())

const READ = 'GET /conversations/:id'
const FIELDS = `{
  id category name announcement codeId memberCount viewerRole muteUntil expireIn creator { id }
  participants(first: 500) { nodes { userId role createdAt } }
}`

const read = async (conversationId: string, as?: Viewer) => {
  const { data, errors } = await stage.ask(
    `{ conversation(id: "mixin:conversation:${conversationId}") ${FIELDS} }`,
    {
      as,
    },
  )
  return {
    conversation: valueAt(data, 'conversation'),
    errors: errors.map(({ extensions }) => extensions['code']),
  }
}

const write = async ({ mutation, input }: MixinWrite) => {
  const { data, errors } = await stage.ask(
    `mutation { ${mutation}(input: { ${input} }) { conversation ${FIELDS} } }`,
  )
  return {
    conversation: valueAt(data, `${mutation}.conversation`),
    errors: errors.map(({ extensions }) => extensions['code']),
  }
}

/** A member beside the bot, before and after each write. */
const memberOf = ({ conversationId }: MixinWrite): Viewer => {
  if (conversationId === CLEO_CONTACT_ID) return 'Cleo'
  return conversationId === MIXIN_EXAMPLES.foreignGroupId ? 'Bo' : 'Alia'
}

describe.each(MIXIN_WRITES)('$mutation', (change) => {
  const { conversationId, endpoint } = change

  it('leaves its answer for the next read, without another call', async () => {
    const before = await read(conversationId)
    stage.calls()

    const { conversation, errors } = await write(change)
    expect({ errors, calls: stage.calls() }).toEqual({ errors: [], calls: [endpoint] })

    expect(await read(conversationId)).toEqual({ conversation, errors: [] })
    expect(stage.calls()).toEqual([])
    expect(conversation).not.toEqual(before.conversation)
  })

  it('makes another viewer’s copy be fetched anew, in that viewer’s own view', async () => {
    await read(conversationId, memberOf(change))
    const { conversation } = await write(change)
    stage.calls()

    const after = await read(conversationId, memberOf(change))

    expect(stage.calls().filter((call) => call === READ)).toEqual([READ])
    expect(after.conversation).toMatchObject({ participants: valueAt(conversation, 'participants') })
  })

  it('makes it be fetched anew where the outcome is unknown, by whoever asks', async () => {
    for (const as of [undefined, memberOf(change)]) await read(conversationId, as)
    // Who joins has looked at the invitation, by which the gateway knows the group.
    const code = /code: "([^"]+)"/.exec(change.input)?.[1]
    if (code !== undefined) await stage.ask(`{ conversationByCode(code: "${code}") { name } }`)
    stage.control.setFault({ endpoint, kind: 'hang-up-after', times: 1 })
    const lost = await write(change)
    expect(lost).toEqual({ conversation: undefined, errors: ['OUTCOME_UNKNOWN'] })
    stage.calls()

    const [own, members] = [await read(conversationId), await read(conversationId, memberOf(change))]

    expect(stage.calls().filter((call) => call === READ)).toEqual([READ, READ])
    expect(own.errors).toEqual([])
    expect(valueAt(members.conversation, 'participants')).toEqual(valueAt(own.conversation, 'participants'))
    // The sandbox carried it out, and that is what both now see.
    expect((await write(change)).errors).toEqual([])
    expect((await read(conversationId)).conversation).toMatchObject({
      memberCount: valueAt(own.conversation, 'memberCount'),
    })
  })
})

describe('a write that is refused', () => {
  it('leaves nothing behind that an outage would show', async () => {
    const [rename] = MIXIN_WRITES.filter(({ mutation }) => mutation === 'updateConversation')
    if (!rename) throw new Error('there is no such write')
    await read(rename.conversationId)
    stage.control.setFault({ endpoint: rename.endpoint, kind: 'error', code: 403, times: 1 })
    expect((await write(rename)).errors).toEqual(['FORBIDDEN'])
    stage.control.setFault({ endpoint: '*', kind: 'hang-up-before' })

    expect((await read(rename.conversationId)).errors).toEqual(['UPSTREAM_UNAVAILABLE'])
  })
})
