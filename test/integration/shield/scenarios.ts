import type { Answered } from '../../support/in-process.ts'
import { seededRandom } from '../../support/time.ts'
import { openStage, PEOPLE, personAt, type Stage, type StageOptions, type Way } from './stage.ts'

/** The cases of docs/shield.md, each told by what it cost. A test asserts them; `npm run figures` writes them down. */

const onStage = async <Result>(
  play: (stage: Stage) => Promise<Result>,
  options: StageOptions,
): Promise<Result> => {
  const stage = await openStage(options)
  try {
    return await play(stage)
  } finally {
    await stage.close()
  }
}

const NUMBER = 'query ($number: String!) { user(by: { mixinIdentityNumber: $number }) { id name } }'
const PHONE = 'query ($phone: PhoneInput!) { user(by: { mixinPhone: $phone }) { id } }'
const USERS = 'query ($by: [UserBy!]!) { users(by: $by) { id name } }'

const byIds = (count: number) => ({
  by: PEOPLE.slice(0, count).map(({ userId }) => ({ mixinUserId: userId })),
})

const hasData = ({ data, errors }: Answered): boolean => errors.length === 0 && data !== null

/** 1,000 callers ask for one number that nobody has met, all at once. */
export const stampede = (way?: Way) =>
  onStage(
    async ({ ask, count }) => {
      const variables = { number: personAt(5).identityNumber }
      const answers = await Promise.all(Array.from({ length: 1_000 }, () => ask(NUMBER, { variables })))
      return { ...count(), answered: answers.filter(hasData).length }
    },
    { ...(way && { way }) },
  )

/** One viewer has read 60 users by id; another, whose own copies are cold, asks for them by number. */
export const learned = (way?: Way) =>
  onStage(
    async ({ ask, count }) => {
      await ask(USERS, { variables: byIds(60) })
      count()
      const by = PEOPLE.slice(0, 60).map(({ identityNumber }) => ({ mixinIdentityNumber: identityNumber }))
      const { data, errors } = await ask(USERS, { variables: { by }, as: 'Alia' })
      return { ...count(), errors: errors.length, data }
    },
    { ...(way && { way }) },
  )

/** 50 requests at once, each for another user, of one viewer. */
export const crowd = (way?: Way) =>
  onStage(
    async ({ ask, count }) => {
      const people = PEOPLE.slice(0, 50)
      const answers = await Promise.all(
        people.map(({ userId }) => ask(USERS, { variables: { by: [{ mixinUserId: userId }] } })),
      )
      return { ...count(), answered: answers.filter(hasData).length }
    },
    { ...(way && { way }) },
  )

const TICKS = 600
const TICK_MS = 100

/** Numbers of 1,000 people, the first asked for most: 1/rank as often as the others. */
const zipfNumbers = () => {
  const random = seededRandom(7)
  const ranks = PEOPLE.slice(0, 1_000)
  const weights = ranks.map((_, rank) => 1 / (rank + 1))
  const total = weights.reduce((sum, weight) => sum + weight, 0)
  return (): string => {
    let left = random() * total
    const rank = weights.findIndex((weight) => (left -= weight) <= 0)
    return ranks[Math.max(0, rank)]?.identityNumber ?? ''
  }
}

/** 10,000 lookups by number in 60 seconds, most of them for few of 1,000 users, with a budget of 10 a second. */
export const zipf = (way?: Way) =>
  onStage(
    async ({ clock, control, ask, count }) => {
      const pick = zipfNumbers()
      const seen = new Set<string>()
      const asked = new Set<string>()
      let lookups = 0
      let errorsOfSeen = 0
      let refused = 0
      let limited = 0
      let upstream429 = 0
      for (let tick = 0; tick < TICKS; tick += 1) {
        const numbers = Array.from({ length: tick % 3 === 0 ? 16 : 17 }, pick)
        const before = new Set(seen)
        const answers = await Promise.all(numbers.map((number) => ask(NUMBER, { variables: { number } })))
        lookups += answers.length
        answers.forEach((answer, index) => {
          const number = numbers[index] ?? ''
          asked.add(number)
          if (hasData(answer)) seen.add(number)
          else if (before.has(number)) errorsOfSeen += 1
          else refused += 1
        })
        // Before the sandbox forgets them.
        upstream429 += control.calls().recent.filter(({ code }) => code === 429).length
        limited += count().limited
        clock.advance(TICK_MS)
      }
      return {
        limited,
        lookups,
        distinct: asked.size,
        seen: seen.size,
        errorsOfSeen,
        refused,
        upstream429,
      }
    },
    {
      env: { MIXIN_NUMBER_RATE: '10' },
      limits: { identityNumber: { burst: 3, perSecond: 10 } },
      ...(way && { way }),
    },
  )

/** Mixin refuses one search; then 1,000 people search. */
export const searchStorm = (way?: Way) =>
  onStage(
    async ({ control, ask, count }) => {
      control.setFault({ endpoint: 'GET /search/:q', kind: '429', times: 1 })
      const search = (index: number) =>
        ask(PHONE, { variables: { phone: { region: '999', number: String(1_000_000 + index) } } })
      await search(0)
      count()
      const answers = await Promise.all(Array.from({ length: 1_000 }, (_, index) => search(index)))
      const waits = answers.map(({ errors }) => Number(errors[0]?.extensions['retryAfterMs']))
      return { ...count(), shortestWaitMs: Math.min(...waits) }
    },
    { ...(way && { way }) },
  )

/** Mixin hangs up on everyone for 30 seconds, while 100 known users and one unknown are asked for ten times a second. */
export const outage = (way?: Way) =>
  onStage(
    async ({ clock, control, ask, count }) => {
      const unknown = { by: [{ mixinUserId: personAt(500).userId }] }
      await ask(USERS, { variables: byIds(100) })
      clock.advance(60_000)
      control.setFault({ endpoint: '*', kind: 'hang-up-before' })
      count()
      let asked = 0
      let answered = 0
      let labelled = 0
      let unknownFailed = 0
      let slowestMs = 0
      const callsPerSecond: number[] = []
      for (let second = 0; second < 30; second += 1) {
        for (let tenth = 0; tenth < 10; tenth += 1) {
          const askedAt = performance.now()
          const askKnown = async () => {
            const answer = await ask(USERS, { variables: byIds(100) })
            slowestMs = Math.max(slowestMs, performance.now() - askedAt)
            return answer
          }
          const [known, stranger] = await Promise.all([askKnown(), ask(USERS, { variables: unknown })])
          asked += 1
          if (hasData(known)) answered += 1
          if (known.extensions['stale'] !== undefined) labelled += 1
          if (stranger.errors.length > 0) unknownFailed += 1
          clock.advance(100)
        }
        callsPerSecond.push(count().fetches)
      }
      control.clearFaults()
      clock.advance(60_000)
      const healed = await ask(USERS, { variables: unknown })
      return { asked, answered, labelled, unknownFailed, callsPerSecond, slowestMs, healed: hasData(healed) }
    },
    { ...(way && { way }) },
  )
