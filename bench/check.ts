import { isDeepStrictEqual } from 'node:util'
import type { Query } from './queries.ts'
import type { Running } from './processes.ts'

/** Queries per check. */
const SAMPLES = 5

/**
 * Sends some queries of a case, one at a time, and compares each response with the expected one. Rejects with the
 * first difference.
 */
export const checkResponses = async (
  target: Running,
  queries: readonly Query[],
  parse: (text: string) => unknown = JSON.parse,
): Promise<number> => {
  const step = Math.max(1, Math.floor(queries.length / SAMPLES))
  const samples = queries.filter((_, index) => index % step === 0).slice(0, SAMPLES)
  for (const { body, headers, expected } of samples) {
    const response = await fetch(`${target.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body,
    })
    const text = await response.text()
    const isRight = response.status === 200 && isDeepStrictEqual(parse(text), { data: expected() })
    if (!isRight) {
      const sides = [text, JSON.stringify({ data: expected() })].map((side) => side.slice(0, 300))
      throw new Error(`wrong response (HTTP ${response.status}): ${sides[0]}\n  expected: ${sides[1]}`)
    }
  }
  return samples.length
}
