// Prints the participants of a group, then looks up numbers: node examples/node/people.ts 30265 7000100002
// PARLEY_URL is the gateway's URL, PARLEY_GROUP the group's id. Exits with 1 if something could not be loaded.
import { setTimeout } from 'node:timers/promises'
import { request, type Path, type Response } from './request.ts'

const graphql = `${process.env['PARLEY_URL'] ?? 'http://127.0.0.1:4000'}/graphql`
const group = process.env['PARLEY_GROUP'] ?? 'mixin:conversation:50505050-5050-4050-8050-505050505050'

/** The longest wait for a rate limit. */
const MAX_WAIT_MS = 60_000

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

/** Whether an error explains why the value at a path is missing: an error at this path or above it. */
const isMissing = ({ errors }: Response<unknown>, at: Path): boolean =>
  errors.some(({ path = [] }) => path.every((step, index) => step === at[index]))

/** Prints what limits the data: it may be partial or stale, and is worth showing in either case. */
const report = ({ errors, stale }: Response<unknown>): void => {
  const ages = stale.map(({ ageMs }) => ageMs)
  if (stale.length > 0)
    say(`! ${stale.length} stale parts, up to ${Math.round(Math.max(...ages) / 1000)} s old`)
  // One failure can affect many paths. Print each message once.
  const messages = new Set(errors.map(({ message, extensions: { code } }) => `${code}: ${message}`))
  for (const message of messages) say(`! ${message}`)
  if (errors.length > 0) process.exitCode = 1
}

const printGroup = async (): Promise<void> => {
  let after: string | null = null
  do {
    const response: Response<Page> = await request(graphql, PAGE, { group, after })
    report(response)
    const conversation = response.data?.conversation
    // Null without an error means that there is no such group.
    if (!conversation)
      return say(response.errors.length > 0 ? 'The group could not be loaded.' : 'There is no such group.')
    const { name, participants } = conversation
    if (after === null)
      say(`${name ?? group}: ${participants?.totalCount ?? 'an unknown number of'} people and bots`)
    for (const { userId, user } of participants?.nodes ?? []) say(user ? show(user) : `${userId}: not loaded`)
    after = participants?.pageInfo.hasNextPage ? participants.pageInfo.endCursor : null
  } while (after !== null)
}

/** Looks up all numbers at once. Retries rate-limited ones once, as soon as the gateway allows it. */
const printNumbers = async (numbers: readonly string[], isRepeat = false): Promise<void> => {
  const by = numbers.map((mixinIdentityNumber) => ({ mixinIdentityNumber }))
  const response = await request<{ users: readonly (Person | null)[] }>(graphql, NUMBERS, { by })
  const limited = isRepeat
    ? []
    : response.errors.filter(({ extensions }) => extensions.code === 'RATE_LIMITED')
  const waits = limited.map(({ extensions }) => extensions.retryAfterMs ?? MAX_WAIT_MS + 1)
  const waitMs = Math.max(0, ...waits)
  const retried = waitMs <= MAX_WAIT_MS ? limited : []
  report({ ...response, errors: response.errors.filter((error) => !retried.includes(error)) })
  const later: string[] = []
  for (const [index, number] of numbers.entries()) {
    const user = response.data?.users[index]
    if (user) say(show(user))
    else if (isMissing({ ...response, errors: retried }, ['users', index])) later.push(number)
    else say(`${number}  ${isMissing(response, ['users', index]) ? 'not loaded' : 'nobody'}`)
  }
  if (later.length === 0) return
  say(`… ${later.length} in ${Math.ceil(waitMs / 1000)} s, when the limit allows`)
  await setTimeout(waitMs)
  await printNumbers(later, true)
}

await printGroup()
const numbers = process.argv.slice(2)
if (numbers.length > 0) await printNumbers(numbers)
