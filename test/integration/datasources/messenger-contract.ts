import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { MessengerDataSource } from '../../../src/datasources/types.ts'
import type { NetworkName } from '../../../src/global-id.ts'

/** One network’s data source in front of its sandbox, as the contract suite needs it. */
export interface MessengerStage {
  /** The network as a fresh request of somebody sees it; without a credential where told so. */
  open(credential: 'viewer' | 'nobody'): MessengerDataSource
  /** What the gateway has called since the last time, in no order. */
  calls(): readonly string[]
  /** From now on the upstream hangs up on everyone. */
  breakDown(): void
  close(): Promise<void>
  readonly userIds: readonly string[]
  readonly unknownUserId: string
  readonly groupId: string
  readonly groupSize: number
  readonly unknownConversationId: string
}

const NAMES = new Set(['id', 'name'])

const HOSTILE = [
  '',
  '..',
  '../me',
  'a/b',
  '%2e%2e',
  'a\r\nb',
  '\ud800',
  'x'.repeat(10_000),
  '__proto__ ',
  ' a',
  'a?b=c',
]

/**
 * What resolvers rely on, whatever the network: each provider runs this suite and adds its own.
 * A third network needs a line here and no more.
 */
export const describeMessenger = (network: NetworkName, start: () => Promise<MessengerStage>): void => {
  describe(`${network} as a messenger`, () => {
    let stage: MessengerStage
    beforeEach(async () => {
      stage = await start()
    })
    afterEach(() => stage.close())

    it('names itself, and only lookups of its own', () => {
      const source = stage.open('viewer')

      expect(source.network).toBe(network)
      expect(Object.keys(source.lookups).length).toBeGreaterThan(0)
      for (const way of Object.keys(source.lookups)) expect(way.startsWith(network)).toBe(true)
    })

    it('refuses whoever has no credential, with a code and without a call', () => {
      const source = stage.open('nobody')

      for (const access of ['read', 'write'] as const) {
        expect(() => source.authorize(access)).toThrow(
          expect.objectContaining({ code: 'UNAUTHENTICATED', network }),
        )
      }
      expect(stage.calls()).toEqual([])
    })

    it('takes its own ids and none that could leave their place in a path', () => {
      const source = stage.open('viewer')

      for (const id of stage.userIds) expect(source.normalizeId('user', id)).toBe(id)
      for (const kind of ['user', 'conversation'] as const) {
        for (const id of HOSTILE) expect(source.normalizeId(kind, id)).toBeUndefined()
      }
    })

    it('loads users asked for in one turn by one call, each once, and gives null for nobody', async () => {
      const { users } = stage.open('viewer')
      const [first = ''] = stage.userIds

      const asked = [...stage.userIds, stage.unknownUserId, first]
      const loaded = await Promise.all(asked.map(async (id) => users.load(id, NAMES)))

      expect(stage.calls()).toHaveLength(1)
      expect(loaded.map((user) => user?.upstreamId ?? null)).toEqual([...stage.userIds, null, first])
      for (const user of loaded) {
        if (user)
          expect(user).toMatchObject({
            __typename: 'User',
            id: `${network}:user:${user.upstreamId}`,
            network,
          })
      }
      expect(loaded[0]?.name).toEqual(expect.any(String))
    })

    it('remembers within a request and for the next one of the same viewer', async () => {
      const source = stage.open('viewer')
      const [first = ''] = stage.userIds
      await source.users.load(first, NAMES)
      stage.calls()

      expect(await source.users.load(first, NAMES)).toMatchObject({ upstreamId: first })
      expect(await stage.open('viewer').users.load(first, NAMES)).toMatchObject({ upstreamId: first })
      expect(stage.calls()).toEqual([])
    })

    it('loads a conversation with everyone in it, by references or better', async () => {
      const { conversations } = stage.open('viewer')

      const group = await conversations.load(stage.groupId, new Set(['id', 'memberCount']))
      if (!group) throw new Error('the sandbox has this group')
      const participants = await conversations.participants(group)

      expect(group).toMatchObject({
        __typename: 'Conversation',
        id: `${network}:conversation:${stage.groupId}`,
        category: 'GROUP',
        memberCount: stage.groupSize,
      })
      expect(participants).toHaveLength(stage.groupSize)
      expect(new Set(participants.map(({ user }) => user.id)).size).toBe(stage.groupSize)
      expect(participants.filter(({ role }) => role === 'OWNER')).toHaveLength(1)
      expect(['OWNER', 'ADMIN', 'MEMBER']).toContain(await conversations.viewerRole(group))
    })

    it('gives null for a conversation that is not there', async () => {
      const { conversations } = stage.open('viewer')

      expect(await conversations.load(stage.unknownConversationId, new Set(['name']))).toBeNull()
    })

    it('tells what is left of its limited lookups without a call', async () => {
      const budgets = await Promise.all(stage.open('viewer').budgets())

      for (const { network: of, remaining } of budgets)
        expect({ of, enough: remaining > 0 }).toEqual({ of: network, enough: true })
      expect(stage.calls()).toEqual([])
    })

    it('says UPSTREAM_UNAVAILABLE, in its own name, while the network hangs up', async () => {
      const source = stage.open('viewer')
      stage.breakDown()

      await expect(source.users.load(stage.userIds[0] ?? '', NAMES)).rejects.toMatchObject({
        code: 'UPSTREAM_UNAVAILABLE',
        network,
        retryable: true,
      })
    })
  })
}
