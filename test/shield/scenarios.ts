import { createPeople } from '../../sandbox/mixin/people.ts'
import { createSeed } from '../../sandbox/seed.ts'
import type { SandboxOptions } from '../../sandbox/index.ts'
import type { Answer } from '../support/gateway.ts'
import { type SandboxGateway, startSandboxGateway } from '../support/sandbox.ts'
import { seededRandom, takeClock, type TestClock } from '../support/time.ts'

/** Made-up users that the sandbox knows by number. */
export const PEOPLE = createPeople(createSeed(1)).filter(({ identityNumber }) => identityNumber !== '0')

export interface Counts {
  readonly limited: number
  readonly fetches: number
}

interface Stage {
  readonly clock: TestClock
  readonly side: SandboxGateway
  /** Calls since the last time that it was asked. */
  count(): Counts
}

/** A gateway and a sandbox that share a clock which stands still. */
const onStage = async <Result>(
  play: (stage: Stage) => Promise<Result>,
  env: Record<string, string> = {},
  limits: NonNullable<SandboxOptions['limits']> = {},
): Promise<Result> => {
  const clock = takeClock()
  const side = await startSandboxGateway({ env, clock, sandbox: { clock: clock.now, limits } })
  const count = (): Counts => {
    const { limited, byEndpoint } = side.sandbox.control.calls()
    side.sandbox.control.resetCalls()
    return { limited, fetches: byEndpoint['POST /users/fetch'] ?? 0 }
  }
  try {
    return await play({ clock, side, count })
  } finally {
    await side.close()
    clock.release()
  }
}

const NUMBER = 'query ($number: String!) { user(by: { mixinIdentityNumber: $number }) { id name } }'
const PHONE = 'query ($phone: PhoneInput!) { user(by: { mixinPhone: $phone }) { id } }'
const USERS = 'query ($by: [UserBy!]!) { users(by: $by) { id name } }'

const byIds = (count: number) => ({
  by: PEOPLE.slice(0, count).map(({ userId }) => ({ mixinUserId: userId })),
})

const hasData = ({ data, errors }: Answer): boolean => errors.length === 0 && data !== null

/** 1,000 callers ask for one number that nobody has met, all at once. */
export const stampede = () =>
  onStage(async ({ side, count }) => {
    const variables = { number: PEOPLE[5]?.identityNumber }
    const answers = await Promise.all(
      Array.from({ length: 1_000 }, () => side.gateway.query(NUMBER, { variables })),
    )
    return { ...count(), answered: answers.filter(hasData).length }
  })

/** One viewer has read 60 users by id; another, whose own copies are cold, asks for them by number. */
export const learned = () =>
  onStage(async ({ side, count }) => {
    await side.gateway.query(USERS, { variables: byIds(60) })
    count()
    const by = PEOPLE.slice(0, 60).map(({ identityNumber }) => ({ mixinIdentityNumber: identityNumber }))
    const { data, errors } = await side.gateway.query(USERS, { variables: { by }, headers: side.as('Alia') })
    return { ...count(), errors: errors.length, data }
  })

/** 50 requests at once, each for another user, of one viewer. */
export const crowd = () =>
  onStage(async ({ side, count }) => {
    const answers = await Promise.all(
      PEOPLE.slice(0, 50).map(({ userId }) =>
        side.gateway.query(USERS, { variables: { by: [{ mixinUserId: userId }] } }),
      ),
    )
    return { ...count(), answered: answers.filter(hasData).length }
  })

/** 10,000 lookups by number in 60 seconds, most of them for few of 1,000 users, with a budget of 10 a second. */
export const zipf = () =>
  onStage(
    async ({ clock, side, count }) => {
      const random = seededRandom(7)
      const ranks = PEOPLE.slice(0, 1_000)
      const weights = ranks.map((_, rank) => 1 / (rank + 1))
      const total = weights.reduce((sum, weight) => sum + weight, 0)
      const pick = (): string => {
        let left = random() * total
        const rank = weights.findIndex((weight) => (left -= weight) <= 0)
        return ranks[Math.max(0, rank)]?.identityNumber ?? ''
      }
      const seen = new Set<string>()
      const asked = new Set<string>()
      let errorsOfSeen = 0
      let refused = 0
      for (let tick = 0; tick < 600; tick += 1) {
        const numbers = Array.from({ length: tick % 3 === 0 ? 16 : 17 }, pick)
        const before = new Set(seen)
        const answers = await Promise.all(
          numbers.map((number) => side.gateway.query(NUMBER, { variables: { number } })),
        )
        answers.forEach((answer, index) => {
          const number = numbers[index] ?? ''
          asked.add(number)
          if (hasData(answer)) seen.add(number)
          else if (before.has(number)) errorsOfSeen += 1
          else refused += 1
        })
        clock.advance(100)
      }
      const limits = side.sandbox.control.calls().recent.filter(({ code }) => code === 429).length
      return { ...count(), distinct: asked.size, seen: seen.size, errorsOfSeen, refused, upstream429: limits }
    },
    { MIXIN_NUMBER_RATE: '10' },
    { identityNumber: { burst: 13, perSecond: 10 } },
  )

/** Mixin refuses one search; then 1,000 people search. */
export const searchStorm = () =>
  onStage(async ({ side, count }) => {
    side.sandbox.control.setFault({ endpoint: 'GET /search/:q', kind: '429', times: 1 })
    const search = (index: number) =>
      side.gateway.query(PHONE, {
        variables: { phone: { region: '999', number: String(1_000_000 + index) } },
      })
    await search(0)
    count()
    const answers = await Promise.all(Array.from({ length: 1_000 }, (_, index) => search(index)))
    const waits = answers.map(({ errors }) => Number(errors[0]?.extensions['retryAfterMs']))
    return { ...count(), shortestWaitMs: Math.min(...waits) }
  })

/** Mixin hangs up on everyone for 30 seconds, while 100 known users and one unknown are asked for ten times a second. */
export const outage = () =>
  onStage(async ({ clock, side, count }) => {
    await side.gateway.query(USERS, { variables: byIds(100) })
    clock.advance(60_000)
    side.sandbox.control.setFault({ endpoint: '*', kind: 'hang-up-before' })
    count()
    let answered = 0
    let labelled = 0
    let unknownFailed = 0
    const callsPerSecond: number[] = []
    for (let second = 0; second < 30; second += 1) {
      for (let tenth = 0; tenth < 10; tenth += 1) {
        const [known, unknown] = await Promise.all([
          side.gateway.query(USERS, { variables: byIds(100) }),
          side.gateway.query(USERS, { variables: { by: [{ mixinUserId: PEOPLE[500]?.userId }] } }),
        ])
        if (hasData(known)) answered += 1
        if (known.extensions['stale'] !== undefined) labelled += 1
        if (unknown.errors.length > 0) unknownFailed += 1
        clock.advance(100)
      }
      callsPerSecond.push(count().fetches)
    }
    side.sandbox.control.clearFaults()
    clock.advance(60_000)
    const healed = await side.gateway.query(USERS, {
      variables: { by: [{ mixinUserId: PEOPLE[500]?.userId }] },
    })
    return { asked: 300, answered, labelled, unknownFailed, callsPerSecond, healed: hasData(healed) }
  })
