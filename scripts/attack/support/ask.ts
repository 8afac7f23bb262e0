import type { Target } from './target.ts'

/** The setting that makes a gateway take the client address from `X-Forwarded-For`. */
export const TRUSTING = { TRUST_PROXY: '127.0.0.1' }

/** Sends a document as the client of an address. Gives its fields that are not null. */
export const ask = async ({ url }: Target, document: string, address: string): Promise<number> => {
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-forwarded-for': address },
    body: JSON.stringify({ query: document }),
    signal: AbortSignal.timeout(15_000),
  })
  const { data } = (await response.json()) as { readonly data?: Readonly<Record<string, unknown>> | null }
  return Object.values(data ?? {}).filter((value) => value !== null).length
}

let phones = 0
/** A phone number of region 86 that nobody was asked for before. */
export const newPhone = (): string => `{region: "86", number: "138${String((phones += 1)).padStart(8, '0')}"}`

/** Where an attacker may come from: the address of each request, by its index. */
export const SOURCES: readonly (readonly [string, (index: number) => string])[] = [
  ['one IPv4 address', () => '203.0.113.9'],
  ['that address, mapped', (index) => (index % 2 ? '::ffff:203.0.113.9' : '::ffff:cb00:7109')],
  ['one /64', (index) => `2001:db8:1:2::${index.toString(16)}`],
  ['one /48', (index) => `2001:db8:1:${index.toString(16)}::9`],
  ['50 IPv4 addresses', (index) => `198.51.100.${index % 50}`],
]
