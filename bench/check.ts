import { isDeepStrictEqual } from 'node:util'
import type { Question } from './questions.ts'
import type { Running } from './processes.ts'

/** Questions that are asked one after the other in a check. */
const SAMPLES = 5

/**
 * Asks some of a case's questions, one at a time, and compares each answer with what has to come back.
 * Rejects with the first that differs.
 */
export const checkAnswers = async (target: Running, questions: readonly Question[]): Promise<number> => {
  const step = Math.max(1, Math.floor(questions.length / SAMPLES))
  const samples = questions.filter((_, index) => index % step === 0).slice(0, SAMPLES)
  for (const { body, headers, expected } of samples) {
    const answer = await fetch(`${target.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body,
    })
    const text = await answer.text()
    const isRight = answer.status === 200 && isDeepStrictEqual(JSON.parse(text), { data: expected() })
    if (!isRight) {
      const sides = [text, JSON.stringify({ data: expected() })].map((side) => side.slice(0, 300))
      throw new Error(`wrong answer (HTTP ${answer.status}): ${sides[0]}\n  expected: ${sides[1]}`)
    }
  }
  return samples.length
}
