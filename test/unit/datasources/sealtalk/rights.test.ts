import { describe, expect, it } from 'vitest'
import type { Generation } from '../../../../src/datasources/sealtalk/generation.ts'
import { groupReference } from '../../../../src/datasources/sealtalk/mapping.ts'
import { createSealTalkRights } from '../../../../src/datasources/sealtalk/rights.ts'
import { GatewayError } from '../../../../src/errors.ts'

const rightsOf = (generation: Generation | undefined) =>
  createSealTalkRights({
    generation: () => generation,
    memberships: {
      listed: () => ({ role: 'ADMIN' }),
      now: () => Promise.resolve({ role: 'ADMIN' }),
      isEveryoneMuted: () => Promise.resolve(true),
    },
  })

describe('rights in a group of SealTalk', () => {
  it.each([
    [undefined, 'FORBIDDEN'],
    ['former', 'FORBIDDEN'],
    ['later', undefined],
  ] as const)('let admins rename it on the later server only: %s', async (generation, code) => {
    const rights = rightsOf(generation)
    const shown = await rights.shown('rename', groupReference('g'))

    expect(shown?.code).toBe(code)
    expect((await rights.now(['rename'], 'g'))?.code).toBe(code)
  })

  it('refuse all of a change for one part of it', async () => {
    const rights = rightsOf('former')

    expect(await rights.now(['setAnnouncement'], 'g')).toBeNull()
    expect((await rights.now(['setAnnouncement', 'rename'], 'g'))?.code).toBe('FORBIDDEN')
  })

  it('are the error with which the role could not be read', async () => {
    const failure = new GatewayError('UPSTREAM_UNAVAILABLE', 'Away.', { network: 'sealtalk' })
    const away = () => Promise.reject(failure)
    const rights = createSealTalkRights({
      generation: () => undefined,
      memberships: { listed: away, now: away, isEveryoneMuted: away },
    })

    expect(await rights.shown('leave', groupReference('g'))).toBe(failure)
    expect(await rights.now(['leave'], 'g')).toBe(failure)
    expect((await rights.now(['mute'], 'g'))?.code).toBe('UNSUPPORTED')
  })
})
