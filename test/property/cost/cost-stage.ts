import type { CallReport } from '../../../sandbox/calls.ts'
import { parse } from 'graphql'
import type { Cost } from '../../../src/limits/cost/cost.ts'
import { costOf } from '../../../src/limits/cost/cost-of.ts'
import { createSchema } from '../../../src/schema.ts'
import { openStage, type Stage } from '../../integration/shield/stage.ts'
import type { Answered } from '../../support/in-process.ts'

const schema = createSchema()

const CLASSES: Readonly<Record<string, keyof Cost['calls']>> = {
  'POST /users/fetch': 'batchedReads',
  'GET /user/batch': 'batchedReads',
  'POST /user/verify_code': 'singleReads',
  'POST /user/check_phone_available': 'singleReads',
  'POST /user/send_code': 'textMessages',
  'POST /user/send_code_yp': 'textMessages',
}

const classOf = (endpoint: string): keyof Cost['calls'] =>
  CLASSES[endpoint] ?? (endpoint.startsWith('POST') ? 'writes' : 'singleReads')

/** The calls that both networks received, by class. */
const countCalls = (reports: readonly CallReport[]): Cost => {
  const calls = { limitedLookups: 0, batchedReads: 0, singleReads: 0, writes: 0, textMessages: 0 }
  for (const { recent } of reports) {
    for (const { limited, endpoint } of recent)
      calls[limited && endpoint.startsWith('GET') ? 'limitedLookups' : classOf(endpoint)] += 1
  }
  return { calls, total: reports.reduce((sum, { total }) => sum + total, 0) }
}

export interface Measured {
  readonly answer: Answered
  /** The worst-case cost; `actual` is what the operation did cost. */
  readonly cost: Cost
  readonly actual: Cost
}

/** A gateway and both networks with empty caches. The caller is Alia, who is signed in on both. */
export interface CostStage {
  readonly stage: Stage
  measure(document: string, variables?: Record<string, unknown>, asBot?: 'bot'): Promise<Measured>
}

/** Long enough that all cache entries expire; the session does not. */
const A_DAY_AND_MORE_MS = 25 * 3_600_000

const LOGIN = 'mutation ($input: LoginInput!) { login(input: $input) { userId } }'

export const openCostStage = async (): Promise<CostStage> => {
  const stage = await openStage({
    env: {
      MIXIN_NUMBER_RATE: '1000',
      MIXIN_SEARCH_RATE: '1000',
      LIMIT_COST: '1000000',
      LIMIT_TOKENS: '10000',
      LIMIT_DEPTH: '50',
      LIMIT_ALIASES: '1000',
    },
    limits: {
      identityNumber: { burst: 1_000, perSecond: 1_000 },
      search: { burst: 1_000, perSecond: 1_000, lockoutMs: 0 },
    },
  })
  const { mixin, sealtalk } = stage.sandbox

  const signIn = async (): Promise<string> => {
    const [{ region, phone, password }] = sealtalk.credentials.accounts
    let session = ''
    const { errors } = await stage.ask(LOGIN, {
      variables: { input: { phone: { region, number: phone }, password } },
      onSession: (sealed) => {
        session = sealed ?? ''
      },
    })
    if (errors[0]) throw new Error(errors[0].message)
    return session
  }

  return {
    stage,
    async measure(document, variables = {}, asBot) {
      stage.clock.advance(A_DAY_AND_MORE_MS)
      const session = await signIn()
      mixin.control.resetCalls()
      sealtalk.control.resetCalls()
      const answer = await stage.ask(document, { variables, session, as: asBot ? undefined : 'Alia' })
      return {
        answer,
        cost: costOf(schema, parse(document), undefined, variables),
        actual: countCalls([mixin.control.calls(), sealtalk.control.calls()]),
      }
    },
  }
}
