import { createHash } from 'node:crypto'
import { isEnumType } from 'graphql'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Operation } from '../paths/operations.ts'
import { type AttackStage, openAttackStage } from './attack-stage.ts'
import { CANARY, HOSTILE_TEXTS, LONG_TEXT, WRONG_TYPES } from './hostile-texts.ts'
import { judge } from './judge.ts'
import { LAWFUL, placeTables } from './place-tables.ts'
import { everyPlace, type Place } from './places.ts'

const VALUES: readonly unknown[] = [
  ...HOSTILE_TEXTS,
  LONG_TEXT,
  ...WRONG_TYPES,
  CANARY.repeat(3),
  `../${CANARY}\r\n`,
  7,
  -1,
  2 ** 53,
  true,
]

/** The second where the network that an id names has no such thing. */
const REFUSED: ReadonlySet<string> = new Set(['BAD_USER_INPUT', 'UNSUPPORTED'])

const isLawful = ({ coordinate, type }: Place, value: unknown): boolean => {
  if (isEnumType(type)) return type.getValues().some(({ name }) => name === value)
  const form = LAWFUL[coordinate]
  if (!form) throw new Error(`nobody has said what may stand at ${coordinate}`)
  return form(value)
}

const shorten = (value: unknown): string => JSON.stringify(value).slice(0, 60)

/** Where the path is full, a third of the values for each place: both paths refuse in the same words. */
describe.each([
  ['yoga', 'yoga', 3],
  ['short for a document that it knows', '', 1],
])('at every place where a client may put a value, where the path is %s,', (_, path, share) => {
  let stage: AttackStage
  let places: Place[]

  beforeAll(async () => {
    stage = await openAttackStage({ PARLEY_PATH: path })
    places = everyPlace(stage.gateway.gateway.schema, placeTables(stage.sandbox))
  })
  afterAll(() => stage.close())
  beforeEach(() => stage.reset())

  const ask = async (operation: Operation) => {
    const answer = await stage.ask(operation)
    return { ...judge(answer), body: answer.body, calls: stage.watch.take() }
  }

  const valuesFor = (place: Place, lawful: boolean): readonly unknown[] => {
    const turn = places.indexOf(place) % share
    return VALUES.filter((value, index) => index % share === turn && isLawful(place, value) === lawful)
  }

  /** What is wrong with how a question is refused. Below the root, the thing around the argument may be read. */
  const objectionsTo = async ({ name }: Place, operation: Operation): Promise<string[]> => {
    const { problems, codes, body, calls } = await ask(operation)
    const isRoot = /^(Query|Mutation)\./.test(name)
    return [
      ...problems,
      ...(codes.length > 0 ? [] : ['no error']),
      ...codes.filter((code) => !REFUSED.has(code)),
      ...(calls.length > (isRoot ? 0 : 1) ? calls.map(({ method, path }) => `sent ${method} ${path}`) : []),
      ...(body.includes(CANARY) ? ['repeats what was sent'] : []),
    ]
  }

  it('a right value is none that would be refused', async () => {
    const refused: string[] = []
    for (const place of places) {
      const { problems, codes } = await ask(place.operation(place.right))
      if (problems.length > 0 || codes.includes('BAD_USER_INPUT')) refused.push(place.name)
    }

    expect(places.length).toBeGreaterThan(80)
    expect(refused).toEqual([])
  })

  it('a hostile one is refused before anything is sent, and not repeated in the answer', async () => {
    const objections: string[] = []
    for (const place of places) {
      for (const value of valuesFor(place, false)) {
        for (const objection of await objectionsTo(place, place.operation(value))) {
          objections.push(`${place.name} ${shorten(value)}: ${objection}`)
        }
      }
    }

    expect(objections).toEqual([])
  }, 180_000)

  it('a hostile one that may stand there leads to documented calls only, and to a whole answer', async () => {
    const problems: string[] = []
    let calls = 0
    for (const place of places) {
      for (const value of valuesFor(place, true)) {
        const answered = await ask(place.operation(value))
        calls += answered.calls.length
        problems.push(...answered.problems.map((problem) => `${place.name} ${shorten(value)}: ${problem}`))
      }
    }

    expect(problems).toEqual([])
    expect(calls).toBeGreaterThan(60)
    expect(stage.watch.offList).toEqual([])
  }, 60_000)

  it.each([501, 2_500])('a list of %d is refused before anything is sent', async (length) => {
    const objections: string[] = []
    for (const place of places.filter(({ isListed }) => isListed)) {
      const values = Array.from({ length }, () => place.right)
      for (const objection of await objectionsTo(place, place.repeated(values))) {
        objections.push(`${place.name}: ${objection}`)
      }
    }

    expect(objections).toEqual([])
  })
})

describe('a value that cannot be right', () => {
  let stage: AttackStage
  beforeAll(async () => {
    stage = await openAttackStage()
  })
  afterAll(() => stage.close())

  const LOGIN = 'mutation ($input: LoginInput!) { login(input: $input) { userId } }'
  const phone = { region: '86', number: '13812345678' }

  it.each([
    ['beside a field that is missing', LOGIN, { input: { password: CANARY } }],
    ['beside a field that is misspelt', LOGIN, { input: { phone, pasword: CANARY, password: CANARY } }],
    ['in the place of an object', LOGIN, { input: CANARY }],
    ['of another type', LOGIN, { input: { phone, password: [CANARY] } }],
    ['in the document', `mutation { login(input: { password: "${CANARY}" }) { userId } }`, {}],
    ['behind a missing colon', `mutation { login(input: { password "${CANARY}" }) { userId } }`, {}],
    ['as a word', `mutation { login(input: { phone: ${CANARY}, password: "x" }) { userId } }`, {}],
    ['as a default', `query ($by: UserBy! = { id: "${CANARY}", app: 1 }) { user(by: $by) { id } }`, {}],
    ['for a locale', 'query ($l: Locale!) { regions { name(locale: $l) } }', { l: CANARY }],
  ])('%s is not repeated in the answer: it may be somebody’s password', async (_, query, variables) => {
    const answer = await stage.ask({ query, variables })

    const { problems, codes } = judge(answer)
    expect(problems).toEqual([])
    expect(new Set(codes)).toEqual(new Set(['BAD_USER_INPUT']))
    expect(answer.body).not.toContain(CANARY)
    expect(stage.watch.take()).toEqual([])
  })

  it('is told with its place and the type that belongs there', async () => {
    const { body } = await stage.ask({ query: LOGIN, variables: { input: { phone, password: 123456 } } })

    expect(JSON.parse(body)).toMatchObject({
      errors: [
        {
          message:
            'Variable "$input" got an invalid value at "input.password"; String cannot represent a non string value.',
        },
      ],
    })
  })

  it.each(['-5', '1e3', 'NaN', '', '99999999999', ' 1', '0:x'])(
    'such as a cursor that somebody has made up for place %j is refused, and nothing is sent',
    async (position) => {
      const [{ userId }] = stage.sandbox.sealtalk.credentials.accounts
      const list = JSON.stringify(['favorites', `sealtalk:user:${userId}`])
      const digest = createHash('sha256')
        .update(JSON.stringify([list, position]))
        .digest('base64url')
        .slice(0, 8)
      const after = Buffer.from(`${digest}.${position}`).toString('base64url')

      const query = `{ viewer { sealtalk { favoriteConversations(after: "${after}") { totalCount } } } }`
      expect(judge(await stage.ask({ query })).codes).toEqual(['BAD_USER_INPUT'])
      expect(stage.watch.take()).toEqual([])
    },
  )

  it('is refused at the door where it makes the body larger than one may be', async () => {
    const query = 'query ($id: ID!) { node(id: $id) { id } }'
    const answer = await stage.ask({ query, variables: { id: 'x'.repeat(1024 * 1024) } })

    expect(answer.status).toBe(413)
    expect(judge(answer)).toMatchObject({ codes: ['QUERY_TOO_COMPLEX'], problems: [] })
  })

  it('changes nothing for others: prototypes are as they were', async () => {
    const variables = JSON.parse(
      '{"input": {"__proto__": {"isEvil": true}, "constructor": {"prototype": {}}}}',
    ) as object
    for (const body of [
      { query: LOGIN, variables },
      { query: '{ __typename }', extensions: JSON.parse('{"__proto__": {"isEvil": true}}') as object },
      { query: '{ __proto__: __typename constructor: __typename }' },
    ]) {
      expect(judge(await stage.ask(body)).problems).toEqual([])
    }

    expect(Object.keys(Object.prototype)).toEqual([])
    expect('isEvil' in {}).toBe(false)
  })
})
