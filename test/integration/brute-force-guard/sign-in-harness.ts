import { type Answer, codesOf } from '../../support/gateway.ts'
import { startSealTalkGateway } from '../../support/sealtalk-sandbox.ts'
import { standingClock } from '../../support/time.ts'

export const MINUTE_MS = 60_000

/** A phone as the schema writes it. */
export const phoneInput = (region: string, number: string): string =>
  `{region: "${region}", number: "${number}"}`

export const loginOf = (phone: string, password: string): string =>
  `mutation { login(input: {phone: ${phone}, password: "${password}"}) { userId } }`

/** Phones that nobody has, one for each index. */
export const strangersPhone = (index: number): string => phoneInput('86', `1380000${1000 + index}`)

/** What came of an operation, as `ok` or its one error's code. */
export const outcomeOf = (answer: Answer): string => codesOf(answer)[0]?.split(': ')[1] ?? 'ok'

/**
 * A gateway that believes `X-Forwarded-For`, in front of the sandbox's SealTalk, on a clock that stands still.
 * Each call says from which address it comes.
 */
export const openSignInHarness = async (env: Record<string, string> = {}) => {
  const clock = standingClock(Date.now())
  const harness = await startSealTalkGateway({ clock, env: { TRUST_PROXY: '127.0.0.1', ...env } })
  const { control, credentials } = harness.sandbox
  const [lin, max] = credentials.accounts

  const ask = (document: string, address: string, headers: Record<string, string> = {}): Promise<Answer> =>
    harness.gateway.query(document, { headers: { 'x-forwarded-for': address, ...headers } })

  return {
    clock,
    lin,
    max,
    control,
    gateway: harness.gateway,
    ask,
    linsPhone: phoneInput(lin.region, lin.phone),
    maxsPhone: phoneInput(max.region, max.phone),
    /** Outcomes of so many operations, one after the other. */
    async tell(times: number, document: string, address: string): Promise<string[]> {
      const outcomes: string[] = []
      for (let time = 0; time < times; time += 1) outcomes.push(outcomeOf(await ask(document, address)))
      return outcomes
    },
    /** Calls of this endpoint since the last time that it was asked. */
    calls(endpoint: string): number {
      const count = control.calls().byEndpoint[endpoint] ?? 0
      control.resetCalls()
      return count
    },
    close: () => harness.close(),
  }
}

export type SignInHarness = Awaited<ReturnType<typeof openSignInHarness>>
