import { setImmediate as endOfTurn } from 'node:timers/promises'
import { afterEach, describe, expect, it } from 'vitest'
import { MIXIN_EXAMPLES as x } from '../../../sandbox/mixin/examples.ts'
import { createGate, type Gate } from '../../support/gate.ts'
import { sealedFor, startSealTalkGateway } from '../../support/sealtalk-sandbox.ts'
import { openStage, personAt, type Stage, type Viewer } from './stage.ts'

const USER = 'query ($by: UserBy!) { user(by: $by) { upstreamId name } }'
const NOBODY = (index: number): string => `00000000-0000-4000-8000-${String(index).padStart(12, '0')}`

let opened: { close(): Promise<void> } | undefined
afterEach(() => opened?.close())

/** Resolves when so many calls are held. More would have to come within the same turns to go unnoticed. */
const untilHeld = async (gate: Gate, count: number): Promise<void> => {
  for (let turn = 0; gate.waiting !== count; turn += 1) {
    if (turn > 2_000) throw new Error(`${gate.waiting} calls are held, not ${count}`)
    await endOfTurn()
  }
}

const turns = async (count: number): Promise<void> => {
  for (let turn = 0; turn < count; turn += 1) await endOfTurn()
}

const openGated = async (path: string | RegExp, env: Record<string, string> = {}) => {
  const gate = createGate(path)
  const stage = await openStage({ env, dispatcher: gate.dispatcher })
  opened = stage
  return { gate, stage }
}

const askFor = (stage: Stage, index: number, as?: Viewer) =>
  stage.ask(USER, { variables: { by: { mixinUserId: personAt(index).userId } }, as })

const userOf = (index: number) => ({ data: { user: { upstreamId: personAt(index).userId } }, errors: [] })

/** Eight requests for one user each: none waits for the one before it. */
const askEight = async (stage: Stage, gate: Gate) => {
  const answers = []
  for (let index = 0; index < 8; index += 1) {
    answers.push(askFor(stage, index))
    await untilHeld(gate, index + 1)
  }
  return answers
}

describe('users by id, of one viewer', () => {
  it('are fetched without a wait by eight requests; those of 42 more are one fetch once one has ended', async () => {
    const { gate, stage } = await openGated('/users/fetch')
    const early = await askEight(stage, gate)
    const late = []
    for (let index = 8; index < 50; index += 1) {
      late.push(askFor(stage, index))
      await turns(3)
    }
    expect(gate.waiting).toBe(8)

    gate.releaseOne()
    expect(await early[0]).toMatchObject(userOf(0))
    await untilHeld(gate, 8)
    gate.open()
    const answers = await Promise.all([...early, ...late])
    for (const [index, answer] of answers.entries()) expect(answer).toMatchObject(userOf(index))
    expect(stage.count()).toEqual({ limited: 0, fetches: 9 })
  })

  it('do not make another viewer wait, nor share a fetch with one', async () => {
    const { gate, stage } = await openGated('/users/fetch')
    const early = await askEight(stage, gate)
    const late = askFor(stage, 8)
    const others = askFor(stage, 0, 'Alia')
    await untilHeld(gate, 9)
    gate.open()

    const answers = await Promise.all([...early, late, others])
    for (const [index, answer] of answers.entries()) expect(answer).toMatchObject(userOf(index % 9))
    expect(stage.count()).toEqual({ limited: 0, fetches: 10 })
  })

  it('are fetched for those who gathered, if the fetch that makes room fails', async () => {
    const { gate, stage } = await openGated('/users/fetch')
    stage.control.setFault({ endpoint: 'POST /users/fetch', kind: 'error', code: 403, times: 1 })
    const early = await askEight(stage, gate)
    const late = askFor(stage, 8)
    await turns(3)
    expect(gate.waiting).toBe(8)

    gate.releaseOne()
    expect((await early[0])?.errors).toMatchObject([{ extensions: { code: 'FORBIDDEN' } }])
    await untilHeld(gate, 8)
    gate.open()
    const answers = await Promise.all([...early.slice(1), late])
    for (const [index, answer] of answers.entries()) expect(answer).toMatchObject(userOf(index + 1))
    expect(stage.count().fetches).toBe(9)
  })
})

describe('things that are read one by one', () => {
  it('use all connections and no more: of 20 conversations, three at a time', async () => {
    const { gate, stage } = await openGated(/^\/conversations\//, { UPSTREAM_CONNECTIONS: '3' })
    const ids = [x.group50Id, ...Array.from({ length: 19 }, (_, index) => NOBODY(index))]
    const answer = stage.ask(
      'query ($ids: [ID!]!) { nodes(ids: $ids) { id ... on Conversation { name } } }',
      {
        variables: { ids: ids.map((id) => `mixin:conversation:${id}`) },
      },
    )
    for (let left = 20; left > 0; left -= 1) {
      await untilHeld(gate, Math.min(3, left))
      await turns(3)
      expect(gate.waiting).toBe(Math.min(3, left))
      gate.releaseOne()
    }

    const { data, errors } = await answer
    expect(errors).toEqual([])
    expect(data).toMatchObject({
      nodes: [{ id: `mixin:conversation:${x.group50Id}` }, ...Array(19).fill(null)],
    })
    expect(stage.calls()).toEqual(Array(20).fill('GET /conversations/:id'))
  })

  it('are so too where a SealTalk server has no /user/batch', async () => {
    const secret = 'the secret of a test'
    const gate = createGate(/^\/user\/(?!batch)/)
    const sealtalk = await startSealTalkGateway({
      sandbox: { dialect: 'later' },
      env: { SESSION_SECRET: secret, UPSTREAM_CONNECTIONS: '3' },
      dispatcher: gate.dispatcher,
    })
    opened = sealtalk
    const people = Array.from({ length: 10 }, (_, index) => sealtalk.sandbox.encodeId(1_000 + index))
    const by = people.map((id) => `{ sealtalkUserId: "${id}" }`).join(' ')
    const answer = sealtalk.ask(`{ users(by: [${by}]) { name } }`, sealedFor(sealtalk.sandbox, secret))
    for (let left = 10; left > 0; left -= 1) {
      await untilHeld(gate, Math.min(3, left))
      await turns(3)
      expect(gate.waiting).toBe(Math.min(3, left))
      gate.releaseOne()
    }

    expect(await answer).toMatchObject({ data: { users: Array(10).fill(null) }, errors: [] })
    // One of them for a user called "batch".
    expect(sealtalk.calls()).toEqual(Array(11).fill('GET /user/:id'))
  })
})

describe('limited lookups', () => {
  it('wait for no connection: the budget refuses at once what it does not let through', async () => {
    const { gate, stage } = await openGated(/^\/users\/\d+$/, { UPSTREAM_CONNECTIONS: '1' })
    const answers = [1, 2, 3, 4, 5, 6].map((index) =>
      stage.ask('query ($number: String!) { user(by: { mixinIdentityNumber: $number }) { name } }', {
        variables: { number: personAt(index).identityNumber },
      }),
    )
    const refused = await Promise.all(answers.slice(3))
    expect(refused.map(({ errors }) => errors[0]?.extensions['code'])).toEqual(Array(3).fill('RATE_LIMITED'))
    gate.open()
    await Promise.all(answers)
    expect(stage.count()).toEqual({ limited: 3, fetches: 0 })
  })
})
