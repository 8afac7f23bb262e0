import { parse } from 'graphql'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { costOf } from '../../../src/limits/cost/cost-of.ts'
import { explain } from '../../../src/limits/cost/explain.ts'
import { createSchema } from '../../../src/schema.ts'
import { prove } from '../chaos/every-write.ts'
import { everyWrite, type Write } from '../chaos/write-arguments.ts'
import { openWorlds, type Worlds } from '../chaos/worlds.ts'

const schema = createSchema()

/** A server that shows no members: the role then comes from the list of the account's groups. */
const OTHER_ROLE = 1

/** Calls that SealTalk's mutations make on some servers, or for some accounts, only. */
const SPARE: Readonly<Record<string, number>> = {
  updateConversation: OTHER_ROLE,
  addParticipants: OTHER_ROLE,
  removeParticipants: OTHER_ROLE,
  setParticipantRoles: OTHER_ROLE,
  leaveConversation: OTHER_ROLE,
  transferConversation: OTHER_ROLE,
  dismissConversation: OTHER_ROLE,
  setConversationFavorite: OTHER_ROLE,
  setJoinApproval: OTHER_ROLE,
  setMemberProtection: OTHER_ROLE,
  muteEveryone: OTHER_ROLE,
  setDisplayName: OTHER_ROLE,
  // For a member, also the group: everyone may be muted.
  sendMessage: OTHER_ROLE + 1,
  // A notice that asks a manager, as this one does not.
  answerGroupNotice: OTHER_ROLE + 1,
  // The first server in Java has it at another path.
  unblockUser: 1,
}

/** Without a selection, so that what it costs is the change. */
const documentOf = ({ call }: Pick<Write, 'call'>): string => `mutation { ${call} { __typename } }`
const fieldOf = ({ call }: Write): string => /^\w+/.exec(call)?.[0] ?? ''

interface Measured {
  readonly write: Write
  readonly explained: number
  readonly made: number
  readonly hasErrors: boolean
}

describe('the explained calls of each mutation', () => {
  let worlds: Worlds
  let measured: readonly Measured[]
  beforeAll(async () => {
    worlds = await openWorlds({ count: 2 })
    const writes = everyWrite(worlds.sandbox, await prove(worlds.sandbox))
    measured = await worlds.each(writes, async (world, write) => {
      world.sandbox.mixin.control.reset()
      world.sandbox.sealtalk.control.reset()
      await prove(world.sandbox)
      world.mend()
      const { text } = await world.ask(documentOf(write), 'yoga')
      const calls = [...world.calls('mixin').values(), ...world.calls('sealtalk').values()]
      return {
        write,
        explained: costOf(schema, parse(documentOf(write))).total,
        made: calls.reduce((sum, count) => sum + count, 0),
        hasErrors: text.includes('"errors"'),
      }
    })
  }, 60_000)
  afterAll(() => worlds.close())

  it('are those made on its network, apart from what other servers and roles may need', () => {
    const wanted = measured.map(({ write, made }) => {
      const spare = write.network === 'sealtalk' ? (SPARE[fieldOf(write)] ?? 0) : 0
      return { call: write.call, hasErrors: false, explained: made + spare }
    })

    expect(
      measured.map(({ write, hasErrors, explained }) => ({ call: write.call, hasErrors, explained })),
    ).toEqual(wanted)
    expect(measured.every(({ made }) => made > 0)).toBe(true)
  })

  it('are known for every mutation', () => {
    const known = new Set(measured.map(({ write }) => fieldOf(write)))

    expect([...known].sort()).toEqual(Object.keys(schema.getMutationType()?.getFields() ?? {}).sort())
  })

  it.each([
    ['addContact', 'mixin', 2],
    ['addContact', 'sealtalk', 3],
    ['removeContact', 'mixin', 2],
    ['removeContact', 'sealtalk', 3],
    ['setContactAlias', 'mixin', 2],
    ['setContactAlias', 'sealtalk', 3],
    ['blockUser', 'mixin', 1],
    ['blockUser', 'sealtalk', 2],
    ['unblockUser', 'mixin', 2],
    ['unblockUser', 'sealtalk', 3],
    ['acceptContactRequest', 'mixin', 0],
    ['acceptContactRequest', 'sealtalk', 3],
    ['ignoreContactRequest', 'mixin', 0],
    ['ignoreContactRequest', 'sealtalk', 3],
  ] as const)('of a contact are those of its network: %s on %s, %i', (field, network, calls) => {
    const id = { mixin: 'c1e00000-0000-4000-8000-000000000001', sealtalk: 'IAAtWNtyu' }[network]
    const alias = field === 'setContactAlias' ? ', alias: "Bo"' : ''
    const call = `${field}(input: { userId: "${network}:user:${id}"${alias} })`
    const { lines } = explain(schema, documentOf({ call }), { variables: {}, limit: 500 })

    expect(lines[0]).toBe(`mutation: ${calls} ${calls === 1 ? 'call' : 'calls'} at worst`)
  })

  it.each([
    ['muteConversation', 'seconds: 60'],
    ['setDisappearingMessages', 'seconds: 60'],
    ['rotateConversationCode', ''],
  ])('are none where the network lacks the change: %s', (field, input) => {
    const call = `${field}(input: { id: "sealtalk:conversation:IAAtWNtyu" ${input} })`

    expect(costOf(schema, parse(documentOf({ call }))).total).toBe(0)
  })
})
