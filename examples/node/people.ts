// Prints the people of a group, then looks numbers up: node examples/node/people.ts 30265 7000100002
// PARLEY_URL is the gateway, PARLEY_GROUP the group's id. Ends with 1 where something could not be read.
import { setTimeout } from 'node:timers/promises'
import { ask, type Answer, type Path } from './ask.ts'

const graphql = `${process.env['PARLEY_URL'] ?? 'http://127.0.0.1:4000'}/graphql`
const group = process.env['PARLEY_GROUP'] ?? 'mixin:conversation:50505050-5050-4050-8050-505050505050'

/** Longer than this nobody looks at a script that waits. */
const PATIENCE_MS = 60_000

interface Person {
  readonly name: string | null
  readonly identityNumber: string | null
  readonly app: { readonly creator: { readonly name: string | null } | null } | null
}

interface Page {
  readonly conversation: {
    readonly name: string | null
    readonly participants: {
      readonly totalCount: number
      readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null }
      readonly nodes: readonly { readonly userId: string; readonly user: Person | null }[]
    } | null
  } | null
}

const PERSON = `fragment Person on User { name identityNumber app { creator { name } } }`
const PAGE = `
  query People($group: ID!, $after: String) {
    conversation(id: $group) {
      name
      participants(first: 100, after: $after) {
        totalCount
        pageInfo { hasNextPage endCursor }
        nodes { userId user { ...Person } }
      }
    }
  }
  ${PERSON}
`
const NUMBERS = `
  query Numbers($by: [UserBy!]!) { users(by: $by) { ...Person } }
  ${PERSON}
`

const say = (line: string): void => void process.stdout.write(`${line}\n`)

const show = ({ name, identityNumber, app }: Person): string =>
  `${identityNumber ?? '–'}  ${name ?? '–'}${app ? `, a bot by ${app.creator?.name ?? 'somebody'}` : ''}`

/** Whether the error of an answer is at a place, or at one that the place stands in. */
const isMissing = ({ errors }: Answer<unknown>, place: Path): boolean =>
  errors.some(({ path = [] }) => path.every((step, index) => step === place[index]))

/** Tells what stands beside the data: it may be whole, in part, or old, and is worth showing in each case. */
const report = ({ errors, stale }: Answer<unknown>): void => {
  const ages = stale.map(({ ageMs }) => ageMs)
  if (stale.length > 0)
    say(`! ${stale.length} from old copies, up to ${Math.round(Math.max(...ages) / 1000)} s old`)
  // One failure of a network has many places: each sentence is said once.
  const sentences = new Set(errors.map(({ message, extensions: { code } }) => `${code}: ${message}`))
  for (const sentence of sentences) say(`! ${sentence}`)
  if (errors.length > 0) process.exitCode = 1
}

const printGroup = async (): Promise<void> => {
  let after: string | null = null
  do {
    const answer: Answer<Page> = await ask(graphql, PAGE, { group, after })
    report(answer)
    const conversation = answer.data?.conversation
    // Null without an error is an answer, too.
    if (!conversation)
      return say(answer.errors.length > 0 ? 'The group could not be read.' : 'There is no such group.')
    const { name, participants } = conversation
    if (after === null)
      say(`${name ?? group}: ${participants?.totalCount ?? 'nobody knows how many'} people and bots`)
    for (const { userId, user } of participants?.nodes ?? []) say(user ? show(user) : `${userId}: not known`)
    after = participants?.pageInfo.hasNextPage ? participants.pageInfo.endCursor : null
  } while (after !== null)
}

/** Looks all numbers up at once; those that were limited a second time, once the gateway says that it makes sense. */
const printNumbers = async (numbers: readonly string[], isRepeat = false): Promise<void> => {
  const by = numbers.map((mixinIdentityNumber) => ({ mixinIdentityNumber }))
  const answer = await ask<{ users: readonly (Person | null)[] }>(graphql, NUMBERS, { by })
  const limited = isRepeat ? [] : answer.errors.filter(({ extensions }) => extensions.code === 'RATE_LIMITED')
  const waits = limited.map(({ extensions }) => extensions.retryAfterMs ?? PATIENCE_MS + 1)
  const waitMs = Math.max(0, ...waits)
  const again = waitMs <= PATIENCE_MS ? limited : []
  report({ ...answer, errors: answer.errors.filter((error) => !again.includes(error)) })
  const later: string[] = []
  for (const [index, number] of numbers.entries()) {
    const user = answer.data?.users[index]
    if (user) say(show(user))
    else if (isMissing({ ...answer, errors: again }, ['users', index])) later.push(number)
    else say(`${number}  ${isMissing(answer, ['users', index]) ? 'not known' : 'nobody'}`)
  }
  if (later.length === 0) return
  say(`… ${later.length} in ${Math.ceil(waitMs / 1000)} s, when the limit allows`)
  await setTimeout(waitMs)
  await printNumbers(later, true)
}

await printGroup()
const numbers = process.argv.slice(2)
if (numbers.length > 0) await printNumbers(numbers)
