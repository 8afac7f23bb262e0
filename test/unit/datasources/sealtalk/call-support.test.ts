import { describe, expect, it } from 'vitest'
import { createCallSupport } from '../../../../src/datasources/sealtalk/call-support.ts'
import { endpoints } from '../../../../src/datasources/sealtalk/endpoints.ts'
import { standingClock } from '../../../support/time.ts'

const { userBatch, findUser } = endpoints
const HOUR = 60 * 60 * 1000

const open = () => {
  const clock = standingClock(1_000)
  return { clock, support: createCallSupport(clock) }
}

describe('a call that one account suspects to be missing', () => {
  it('is missing for that account alone, however often it says so', () => {
    const { support } = open()
    for (let time = 0; time < 100; time += 1) support.suspect(userBatch, 'ann')

    expect(support.isMissing(userBatch, 'ann')).toBe(true)
    expect(support.isMissing(userBatch, 'bob')).toBe(false)
    expect(support.isMissing(findUser, 'ann')).toBe(false)
  })

  it('is missing for everybody if three accounts say so, until the first of them is an hour old', () => {
    const { clock, support } = open()
    for (const userId of ['ann', 'bob', 'cyd']) {
      expect(support.isMissing(userBatch, 'dan')).toBe(false)
      support.suspect(userBatch, userId)
      clock.advance(1_000)
    }

    expect(support.isMissing(userBatch, 'dan')).toBe(true)
    clock.advance(HOUR - 3_001)
    expect(support.isMissing(userBatch, 'dan')).toBe(true)
    clock.advance(1)
    expect(['dan', 'ann', 'bob'].map((userId) => support.isMissing(userBatch, userId))).toEqual([
      false,
      false,
      true,
    ])
  })

  it('is not missing for others, whatever accounts say, for an hour after somebody has used it', () => {
    const { clock, support } = open()
    support.suspect(userBatch, 'ann')
    support.markPresent(userBatch)
    expect(support.isMissing(userBatch, 'ann')).toBe(false)
    for (const userId of ['ann', 'bob', 'cyd', 'eve']) support.suspect(userBatch, userId)

    expect(support.isMissing(userBatch, 'ann')).toBe(true)
    expect(support.isMissing(userBatch, 'dan')).toBe(false)
    clock.advance(HOUR)
    for (const userId of ['ann', 'bob', 'cyd']) support.suspect(userBatch, userId)
    expect(support.isMissing(userBatch, 'dan')).toBe(true)
  })
})

describe('a call of which a response says that there is none', () => {
  it('is missing for everybody for an hour', () => {
    const { clock, support } = open()
    support.markMissing(userBatch)

    expect(support.isMissing(userBatch, 'ann')).toBe(true)
    expect(support.isPresent(userBatch)).toBe(false)
    clock.advance(HOUR - 1)
    expect(support.isMissing(userBatch, 'ann')).toBe(true)
    clock.advance(1)
    expect(support.isMissing(userBatch, 'ann')).toBe(false)
  })

  it('is present for an hour after a response that only it gives', () => {
    const { clock, support } = open()
    support.markMissing(userBatch)
    support.markPresent(userBatch)

    expect([support.isMissing(userBatch, 'ann'), support.isPresent(userBatch)]).toEqual([false, true])
    clock.advance(HOUR)
    expect(support.isPresent(userBatch)).toBe(false)
  })
})
