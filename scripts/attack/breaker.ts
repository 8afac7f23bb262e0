import { setTimeout } from 'node:timers/promises'
import { createCredentials } from '../../sandbox/sealtalk/credentials.ts'
import type { Attack } from './support/attack.ts'
import { startTarget, type Target } from './support/target.ts'

const EVERY_MS = 100
/** The attacker's lead, in which an unprotected circuit opens. */
const LEAD_MS = 1_000
/** The real server's database cannot store the last character, and the server answers with HTTP 500. */
const REFUSED_NICKNAME = 'Mallory \u{1f600}'

const CHANGE =
  'mutation ($nickname: String!) { updateProfile(input: { nickname: $nickname }) { failed { code } } }'

interface Response {
  readonly data?: { readonly updateProfile: { readonly failed: readonly { code: string }[] } | null } | null
  readonly errors?: readonly { readonly extensions: { readonly code: string } }[]
}

const post = (url: string, cookie: string, query: string, variables = {}): Promise<globalThis.Response> =>
  fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', cookie },
    body: JSON.stringify({ query, variables }),
    signal: AbortSignal.timeout(10_000),
  })

const signIn = async ({ url }: Target, account: 0 | 1): Promise<string> => {
  const { region, phone, password } = createCredentials(String).accounts[account]
  const login = `mutation { login(input: {phone: {region: "${region}", number: "${phone}"}, password: "${password}"}) { userId } }`
  const response = await post(url, '', login)
  const [cookie = ''] = response.headers.getSetCookie()[0]?.split(';') ?? []
  if (cookie === '') throw new Error(`the account cannot sign in: ${await response.text()}`)
  return cookie
}

/** The error code of a change of nickname, or `applied`. */
const change = async ({ url }: Target, cookie: string, nickname: string): Promise<string> => {
  const { data, errors = [] } = (await (await post(url, cookie, CHANGE, { nickname })).json()) as Response
  return errors[0]?.extensions.code ?? data?.updateProfile?.failed[0]?.code ?? 'applied'
}

/** Changes a nickname at a fixed rate; resolves to the outcomes and how often each came. */
const changeRepeatedly = async (
  target: Target,
  cookie: string,
  nicknameOf: (turn: number) => string,
  endsAt: number,
): Promise<ReadonlyMap<string, number>> => {
  const outcomes = new Map<string, number>()
  for (let turn = 0; performance.now() < endsAt; turn += 1) {
    const [outcome] = await Promise.all([change(target, cookie, nicknameOf(turn)), setTimeout(EVERY_MS)])
    outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1)
  }
  return outcomes
}

const listed = (outcomes: ReadonlyMap<string, number>): string =>
  [...outcomes].map(([outcome, count]) => `${count} ${outcome}`).join(', ')

export const attack: Attack = {
  description: `One user whose nickname SealTalk cannot store, every ${EVERY_MS} ms, beside another user.`,
  seconds: 7,
  async run({ seconds, checkout }) {
    // The gateway believes that the server stores it, so that the server is asked each time.
    const target = await startTarget({ checkout, env: { SEALTALK_UTF8MB4: '1' } })
    const [attacker, other] = [await signIn(target, 0), await signIn(target, 1)]
    const endsAt = performance.now() + seconds * 1_000
    const attacking = changeRepeatedly(target, attacker, () => REFUSED_NICKNAME, endsAt)
    await setTimeout(LEAD_MS)
    const served = await changeRepeatedly(target, other, (turn) => `Other ${turn}`, endsAt)
    const attempts = await attacking
    const count = [...served.values()].reduce((sum, times) => sum + times, 0)
    const openings = await target.metric('parley_breaker_open')
    await target.stop()
    return {
      'attacker: outcomes': listed(attempts),
      'other: changes': count,
      'other: refused': count - (served.get('applied') ?? 0),
      'other: outcomes': listed(served),
      'open circuits at the end': openings,
    }
  },
}
