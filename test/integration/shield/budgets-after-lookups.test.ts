import { afterEach, describe, expect, it } from 'vitest'
import { valueAt } from '../../support/value-at.ts'
import { openStage, personAt, type Stage } from './stage.ts'

let stage: Stage
afterEach(() => stage.close())

const BUDGETS = 'budgets { lookup remaining }'
const numberOf = (index: number): string => personAt(index).identityNumber
const lookup = (index: number): string =>
  `user(by: { mixinIdentityNumber: "${numberOf(index)}" }) { upstreamId }`

const remaining = async (document: string): Promise<unknown> => {
  const { data, errors } = await stage.ask(document)
  expect(errors).toEqual([])
  const budgets = valueAt(data, 'budgets') as readonly { lookup: string; remaining: number }[]
  return budgets.find((one) => one.lookup === 'IDENTITY_NUMBER')?.remaining
}

describe.each(['fast', 'yoga'])('budgets on the path %s', (PARLEY_PATH) => {
  it.each([
    ['after', (index: number) => `{ ${lookup(index)} ${BUDGETS} }`],
    ['before', (index: number) => `{ ${BUDGETS} ${lookup(index)} }`],
    [
      'in a fragment before',
      (index: number) => `{ ... on Query { ${BUDGETS} } ... on Query { ${lookup(index)} } }`,
    ],
  ])('tell what is left after a lookup, wherever they stand: %s', async (_, documentOf) => {
    stage = await openStage({ env: { PARLEY_PATH, MIXIN_NUMBER_RATE: '0.001' } })

    const told = []
    for (const index of [0, 1, 2]) told.push(await remaining(documentOf(index)))

    expect(told).toEqual([2, 1, 0])
    expect(stage.count().limited).toBe(3)
    expect(await remaining(`{ ${BUDGETS} }`)).toBe(0)
  })

  it('tell what is left after several lookups, and after one that fails', async () => {
    stage = await openStage({ env: { PARLEY_PATH, MIXIN_NUMBER_RATE: '0.001' } })

    const document = `{ ${BUDGETS} users(by: [{ mixinIdentityNumber: "${numberOf(0)}" }, { mixinIdentityNumber: "${numberOf(1)}" }]) { upstreamId } }`
    expect(await remaining(document)).toBe(1)

    stage.control.setFault({ endpoint: 'GET /users/:id', kind: '429', retryAfterSeconds: 60 })
    const { data, errors } = await stage.ask(`{ ${BUDGETS} ${lookup(2)} }`)
    expect(errors.map(({ extensions }) => extensions['code'])).toEqual(['RATE_LIMITED'])
    expect(valueAt(data, 'budgets.0.remaining')).toBe(0)
  })
})

it('a refused fetch of users is told as a pause, not as a lookup whose budget is used up', async () => {
  stage = await openStage({})
  stage.control.setFault({ endpoint: 'POST /users/fetch', kind: '429' })
  const ask = (index: number) =>
    stage.ask(`{ user(by: { mixinUserId: "${personAt(index).userId}" }) { name } }`)

  const [first, second] = [await ask(0), await ask(1)]

  expect(stage.calls()).toEqual(['POST /users/fetch'])
  expect(first.errors[0]?.message).toBe('Mixin’s rate limit is reached. Retry later.')
  expect(second.errors[0]?.message).toBe(
    'The network refused such a call as one too many, so they are paused. Retry after the time in retryAfterMs.',
  )
  expect(second.errors[0]?.extensions).toMatchObject({ code: 'RATE_LIMITED', retryAfterMs: 60_000 })
})
