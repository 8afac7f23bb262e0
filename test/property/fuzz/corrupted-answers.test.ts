import { getNamedType, isObjectType } from 'graphql'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type Sandbox, startSandbox } from '../../../sandbox/index.ts'
import { createSchema } from '../../../src/schema.ts'
import { createDraw } from '../paths/operations.ts'
import { everyQuery } from '../../integration/shield/every-query.ts'
import { createChangingDispatcher } from '../../integration/shield/marking-dispatcher.ts'
import { argumentsOf } from '../../integration/shield/query-arguments.ts'
import { sandboxSettings } from '../../integration/shield/stage.ts'
import { type Answer, startGateway, type TestGateway } from '../../support/gateway.ts'
import { sealedFor } from '../../support/sealtalk-sandbox.ts'
import { takeClock, type TestClock } from '../../support/time.ts'
import { type Change, corrupt, isObject } from './corrupt.ts'

const SESSION_SECRET = 'a secret of these tests that nobody else has'

let clock: TestClock
let sandbox: Sandbox
let gateway: TestGateway
let session: Record<string, string>
let questions: readonly string[]
/** What becomes of every JSON that an upstream sends. */
let change: Change = (json) => json

beforeAll(async () => {
  clock = takeClock()
  sandbox = await startSandbox({ clock: clock.now })
  gateway = await startGateway({
    // Nothing is kept, so that every answer is made of what has just come.
    env: {
      ...sandboxSettings(sandbox),
      SESSION_SECRET,
      CACHE_MAX_BYTES: '0',
      MIXIN_NUMBER_RATE: '1000',
      MIXIN_SEARCH_RATE: '1000',
    },
    clock,
    sleep: () => Promise.resolve(),
    dispatcher: createChangingDispatcher((body) => {
      try {
        return JSON.stringify(change(JSON.parse(body)))
      } catch {
        return body
      }
    }),
  })
  session = sealedFor(sandbox.sealtalk, SESSION_SECRET)
  questions = everyQuery(gateway.gateway.schema, argumentsOf(sandbox), 2).map(({ document }) => document)
})
afterAll(async () => {
  await gateway.close()
  await sandbox.close()
  clock.release()
})
beforeEach(() => void (change = (json) => json))

const ask = (query: string): Promise<Answer> => gateway.query(query, { headers: session })

/** Asks everything, after a time in which breakers have closed. */
const askAll = async (): Promise<readonly Answer[]> => {
  clock.advance(3_600_000)
  return Promise.all(questions.map(ask))
}

const codesIn = (answers: readonly Answer[]): string[] => [
  ...new Set(answers.flatMap(({ errors }) => errors.map(({ extensions }) => String(extensions['code'])))),
]

describe('an answer of a network in which', () => {
  it('values are of another type, or odd, fails the fields that need them and nothing else', async () => {
    const sound = await askAll()
    expect(codesIn(sound)).toEqual(['UNSUPPORTED'])
    const draw = createDraw(77)
    change = corrupt(draw)
    const answers: Answer[] = []
    for (let round = 0; round < 12; round += 1) answers.push(...(await askAll()))

    const codes = codesIn(answers)
    expect(codes).toContain('UPSTREAM_UNAVAILABLE')
    // What an odd id leads to may be refused or not be there; nothing is ever the gateway's own mistake.
    const explained = [
      'UPSTREAM_UNAVAILABLE',
      'UNSUPPORTED',
      'BAD_USER_INPUT',
      'NOT_FOUND',
      'FORBIDDEN',
      'UPSTREAM_ERROR',
    ]
    expect(codes.filter((code) => !explained.includes(code))).toEqual([])
    expect(answers.filter(({ status }) => status !== 200)).toEqual([])
    expect(answers.filter(({ errors }) => errors.length === 0).length).toBeGreaterThan(60)
    expect(Object.keys(Object.prototype)).toEqual([])
  }, 60_000)

  it('prototypes are meant to be changed changes nothing', async () => {
    const untimed = (key: string, value: unknown) => (key === 'asOf' ? undefined : value)
    const askForData = async () => (await askAll()).map(({ data }) => JSON.stringify(data, untimed))
    const [one, other] = [await askForData(), await askForData()]
    const poison = JSON.parse(
      '{"__proto__": {"isEvil": true, "name": "evil"}, "constructor": {"prototype": {"isEvil": true}}}',
    ) as object
    const visit: Change = (value) => {
      if (Array.isArray(value)) return value.map(visit)
      if (!isObject(value)) return value
      const inner = Object.entries(value).map(([key, one]): [string, unknown] => [key, visit(one)])
      return Object.defineProperties(Object.fromEntries(inner), Object.getOwnPropertyDescriptors(poison))
    }
    change = visit
    const changed = await askForData()

    // Some are made anew each time.
    const stable = questions.map((_, index) => index).filter((index) => one[index] === other[index])
    expect(stable.length).toBeGreaterThan(questions.length - 4)
    expect(stable.filter((index) => changed[index] !== one[index]).map((index) => questions[index])).toEqual(
      [],
    )
    expect('isEvil' in {}).toBe(false)
  })

  it.each([
    'javascript:alert(1)',
    'JAVASCRIPT:alert(1)',
    ' java\nscript:alert(1)',
    'data:text/html,<script>alert(1)</script>',
    'vbscript:x',
    'file:///etc/passwd',
    '//evil.example/x',
    'https://',
    'x',
  ])('addresses are %j shows none of them where an address belongs', async (evil) => {
    const visit: Change = (value) => {
      if (typeof value === 'string') return /^https?:/.test(value) ? evil : value
      if (Array.isArray(value)) return value.map(visit)
      return isObject(value)
        ? Object.fromEntries(Object.entries(value).map(([key, one]) => [key, visit(one)]))
        : value
    }
    change = visit
    const answers = await askAll()

    const addresses = new Set(urlFields())
    /** Addresses of apps may be of schemes of their own, but are no scripts. */
    const isScript = /^\s*(java\n?script|data|vbscript):/i.test(evil)
    for (const name of isScript ? ['homeUri', 'redirectUri'] : []) addresses.add(name)
    const shown: unknown[] = []
    const look = (value: unknown, key: string): void => {
      if (Array.isArray(value)) for (const item of value) look(item, key)
      else if (isObject(value)) for (const [name, inner] of Object.entries(value)) look(inner, name)
      else if (addresses.has(key) && typeof value === 'string' && !/^https?:\/\/\w/.test(value))
        shown.push([key, value])
    }
    for (const { data } of answers) look(data, '')
    expect(shown).toEqual([])
  })
})

/** Names of fields that are addresses by the schema. */
const urlFields = (): string[] =>
  Object.values(createSchema().getTypeMap()).flatMap((type) =>
    isObjectType(type)
      ? Object.values(type.getFields())
          .filter((field) => getNamedType(field.type).name === 'URL')
          .map(({ name }) => name)
      : [],
  )
