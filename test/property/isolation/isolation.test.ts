import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createSchema } from '../../../src/schema.ts'
import type { Answered } from '../../support/in-process.ts'
import { valueAt } from '../../support/value-at.ts'
import { everyQuery } from '../../integration/shield/every-query.ts'
import { createCredentialMarks, marksIn } from '../../integration/shield/marking-dispatcher.ts'
import { argumentsOf } from '../../integration/shield/query-arguments.ts'
import { openStage, type Stage, type Viewer } from '../../integration/shield/stage.ts'

/** Who asks: two viewers with accounts on both networks, and whoever may act as the bot. */
type Asker = 'Alia' | 'Bo' | 'bot'
const ASKERS: readonly Asker[] = ['Alia', 'Bo', 'bot']

const LOGIN = `mutation ($input: LoginInput!) { login(input: $input) { userId } }`

let stage: Stage
let questions: ReturnType<typeof everyQuery>
const sessions = new Map<Asker, string>()

const tokens = new Map<string, Asker>([
  ['Bearer sandbox-alia-all-scopes', 'Alia'],
  ['Bearer sandbox-bo-all-scopes', 'Bo'],
])

beforeAll(async () => {
  const marks = createCredentialMarks(tokens)
  stage = await openStage({
    dispatcher: marks.dispatcher,
    // Neither budget nor breaker is to keep an answer from being compared.
    env: { MIXIN_NUMBER_RATE: '1000', MIXIN_SEARCH_RATE: '1000' },
  })
  questions = everyQuery(createSchema(), argumentsOf(stage.sandbox), 3)
  for (const [index, asker] of (['Alia', 'Bo'] as const).entries()) {
    const { region, phone, password } = stage.sandbox.sealtalk.credentials.accounts[index] ?? {}
    marks.signingIn(asker)
    const { errors } = await stage.ask(LOGIN, {
      variables: { input: { phone: { region, number: phone }, password } },
      onSession: (sealed) => sealed !== null && sessions.set(asker, sealed),
    })
    if (errors.length > 0) throw new Error(`the sandbox lets ${asker} not in`)
  }
  marks.signingIn()
})
afterAll(() => stage.close())

const ask = (asker: Asker, document: string): Promise<Answered> =>
  stage.ask(document, {
    ...(asker !== 'bot' && { as: asker satisfies Viewer }),
    session: sessions.get(asker),
    identity: asker,
    isTraced: true,
  })

interface Asked {
  readonly asker: Asker
  readonly name: string
  readonly answer: Answered
}

/** Everybody asks everything at the same moment. */
const everybodyAsks = (): Promise<Asked[]> =>
  Promise.all(
    questions.flatMap(({ name, document }) =>
      ASKERS.map(async (asker) => ({ asker, name, answer: await ask(asker, document) })),
    ),
  )

/** Answers in which there is something that was fetched for somebody else. */
const leaks = (asked: readonly Asked[]): string[] =>
  asked.flatMap(({ asker, name, answer }) =>
    marksIn(JSON.stringify(answer))
      .filter((viewer) => viewer !== asker && viewer !== 'nobody')
      .map((viewer) => `${asker} got ${viewer}'s: ${name}`),
  )

/** Questions whose answers show something of the asker's own. */
const owned = (asked: readonly Asked[]): string[] =>
  asked
    .filter(({ asker, answer }) => marksIn(JSON.stringify(answer.data)).includes(asker))
    .map(({ asker, name }) => `${asker}: ${name}`)

/** Made anew, or counted down, with every question, or with every fetch; or false while what decides cannot be read. */
const CHANGING: ReadonlySet<string> = new Set(['storageToken', 'budgets', 'asOf', 'viewerCan'])

/** Rights are false where they cannot be found out: then they tell nothing. */
const isUntold = (key: string, rights: unknown): boolean =>
  key === 'viewerCan' && !JSON.stringify(rights).includes('true')

/** Whether both tell the same wherever both tell something. */
const agree = (one: unknown, other: unknown): boolean => {
  if (one === null || other === null || one === other) return true
  if (typeof one !== 'object' || typeof other !== 'object') return false
  return Object.keys({ ...one, ...other }).every(
    (key) =>
      CHANGING.has(key) ||
      isUntold(key, valueAt(one, key)) ||
      agree(valueAt(one, key) ?? null, valueAt(other, key) ?? null),
  )
}

const setFaults = (kind: 'hang-up-before' | '429'): void => {
  for (const { control } of [stage.sandbox.mixin, stage.sandbox.sealtalk]) {
    control.clearFaults()
    control.setFault({ endpoint: '*', kind })
  }
}

describe('what is fetched for one viewer', () => {
  let cold: Asked[] = []

  /** Nothing foreign, and the asker's own as it was when it was fetched. */
  const expectOwn = (asked: readonly Asked[]): void => {
    expect(leaks(asked)).toEqual([])
    const changed = asked.filter(({ answer }, index) => !agree(answer.data, cold[index]?.answer.data ?? null))
    expect(changed.map(({ asker, name }) => `${asker}: ${name}`)).toEqual([])
  }

  it('is asked for by every field of Query, as the schema has them', () => {
    expect(new Set(questions.map(({ document }) => /^\{ (\w+)/.exec(document)?.[1]))).toEqual(
      new Set(Object.keys(createSchema().getQueryType()?.getFields() ?? {})),
    )
  })

  it('is shown to nobody else while nothing is known yet', async () => {
    cold = await everybodyAsks()

    expect(leaks(cold)).toEqual([])
    // The marks are there to be found: of the bot in what is Mixin's, of the viewers in both networks'.
    for (const asker of ASKERS) {
      expect(owned(cold.filter((one) => one.asker === asker)).length).toBeGreaterThan(
        asker === 'bot' ? 12 : 18,
      )
    }
  })

  it('is shown to nobody else out of fresh copies', async () => {
    const warm = await everybodyAsks()

    expectOwn(warm)
    expect(owned(warm)).toEqual(owned(cold))
  })

  it.each([
    ['past their time', 60_000],
    ['long past their time', 30 * 60_000],
  ])('is shown to nobody else out of copies %s', async (_, ms) => {
    stage.clock.advance(ms)

    for (const asked of [await everybodyAsks(), await everybodyAsks()]) {
      expectOwn(asked)
      expect(owned(asked)).toEqual(owned(cold))
    }
  })

  it.each(['429', 'hang-up-before'] as const)(
    'is shown to nobody else while every call ends in %s, and old copies are',
    async (kind) => {
      stage.clock.advance(30 * 60_000)
      setFaults(kind)
      const asked = await everybodyAsks()

      expectOwn(asked)
      // SealTalk asks each time whether a user may be found in that way.
      const isCached = (question: string): boolean =>
        /: (app|node|nodes|conversation|users?)\b/.test(question) &&
        !/user\(by: \{ sealtalk(Phone|St)/.test(question)
      expect(owned(asked).filter(isCached)).toEqual(owned(cold).filter(isCached))
      const labelled = asked.filter(({ answer }) => answer.extensions['stale'] !== undefined)
      expect(labelled.length).toBeGreaterThan(40)
    },
  )

  it('is in no line of the log and in no metric', async () => {
    const { body } = await stage.gateway.gateway.metrics.render()

    expect(stage.gateway.logged.length).toBeGreaterThan(100)
    expect(marksIn(stage.gateway.logged.join(''))).toEqual([])
    expect(marksIn(body)).toEqual([])
  })
})
