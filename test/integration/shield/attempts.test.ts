import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { MIXIN_EXAMPLES as x } from '../../../sandbox/mixin/examples.ts'
import { valueAt } from '../../support/value-at.ts'
import { openStage, personAt, type Stage } from './stage.ts'

let stage: Stage
beforeEach(async () => {
  stage = await openStage()
})
afterEach(() => stage.close())

const NUMBER = `{ user(by: { mixinIdentityNumber: "${personAt(7).identityNumber}" }) { upstreamId } }`
const USER = `{ user(by: { mixinUserId: "${x.userId}" }) { name } }`
const RENAME = `mutation {
  updateConversation(input: { id: "mixin:conversation:${x.groupId}", name: "New" }) { conversation { name } }
}`

const attempts = () => stage.control.calls().recent

describe('a read whose connection is cut', () => {
  it('is sent once more, under a new request id and signed anew', async () => {
    stage.control.setFault({ endpoint: 'POST /users/fetch', kind: 'hang-up-before', times: 1 })

    const { data, errors } = await stage.ask(USER)

    expect({ data, errors }).toEqual({ data: { user: { name: 'Mirel Ostby' } }, errors: [] })
    // The sandbox takes no token twice.
    expect(attempts().map(({ auth, status }) => [auth, status])).toEqual([
      ['bot', null],
      ['bot', 200],
    ])
    const ids = attempts().map(({ requestId }) => requestId)
    expect(ids[0]).toMatch(/^[\w-]{36}$/)
    expect(ids[1]).not.toBe(ids[0])
  })

  it('pays for both, where it is limited', async () => {
    stage.control.setFault({ endpoint: 'GET /users/:id', kind: 'hang-up-before', times: 1 })

    const { data } = await stage.ask(NUMBER)
    const budgets = await stage.ask('{ budgets { remaining } }')

    expect(data).toEqual({ user: { upstreamId: personAt(7).userId } })
    expect(attempts()).toHaveLength(2)
    expect(valueAt(budgets.data, 'budgets.0.remaining')).toBe(1)
  })
})

describe('a write', () => {
  it.each(['hang-up-before', 'hang-up-after', '500', 'html', 'garbage'] as const)(
    'is sent once, also where it ends in %s',
    async (kind) => {
      stage.control.setFault({ endpoint: 'POST /conversations/:id', kind })

      const { errors } = await stage.ask(RENAME)

      expect(errors).toHaveLength(1)
      expect(attempts().map(({ endpoint }) => endpoint)).toEqual(['POST /conversations/:id'])
    },
  )
})
