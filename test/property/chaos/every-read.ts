import { createSchema } from '../../../src/schema.ts'
import { everyQuery, type Question } from '../../integration/shield/every-query.ts'
import { argumentsOf } from '../../integration/shield/query-arguments.ts'
import { type ReadAnswer, readAnswer, type Told, unexplained } from './answers.ts'
import type { FaultCase, Outcome } from './faults.ts'
import { SIBLINGS } from './siblings.ts'
import { PATHS, type Network, otherThan, type World, type Worlds } from './worlds.ts'

/** Made anew, or counted down, with every question, or with every fetch. */
const CHANGING: ReadonlySet<string> = new Set(['storageToken', 'budgets', 'asOf'])

/** A question beside a field of the other network, and what comes of it while nothing fails. */
export interface ReadCase {
  readonly question: Question
  readonly document: string
  readonly whole: ReadAnswer
  /** Calls that it makes, by endpoint. */
  readonly calls: ReadonlyMap<string, number>
}

/** Whether an answer has anything of what was selected: a user asked for as an app has a name for it at best. */
const showsNothing = ({ question: { field }, whole: { data } }: ReadCase): boolean =>
  /^\{"__typename":"\w+"\}$/.test(JSON.stringify(data[field]))

/** Every field of Query, asked for while all is well. */
export const findReads = async (worlds: Worlds, network: Network): Promise<ReadCase[]> => {
  const questions = everyQuery(createSchema(), argumentsOf(worlds.sandbox), 3)
  const reads = await worlds.each(questions, async (world, question): Promise<ReadCase> => {
    const document = `{ ${question.selection} ${SIBLINGS[otherThan(network)].read} }`
    const whole = readAnswer(await world.ask(document, 'yoga'))
    return { question, document, whole, calls: world.calls(network) }
  })
  return reads.filter((read) => !showsNothing(read))
}

/** What an answer may not take, however slow the machine. */
const MAX_MS = 3_000

/** The sandbox has no picture codes, as the real server has none: its answer is a crash, and cannot be damaged. */
const failsAnyway = ({ errors }: ReadAnswer): boolean => errors.length > 0

/** Of all calls made, those that need not have been. */
const needless = (
  made: ReadonlyMap<string, number>,
  { calls, whole }: ReadCase,
  { sends, insteads = [] }: Outcome,
): string[] =>
  [...made].flatMap(([endpoint, times]) => {
    const most = (calls.get(endpoint) ?? 0) * (failsAnyway(whole) ? 2 : sends)
    const enough = most + (insteads.includes(endpoint) ? 1 : 0)
    return times > enough ? [`${times} × ${endpoint} where ${enough} are enough`] : []
  })

const judgeAnswer = ({ whole }: ReadCase, outcome: Outcome, told: Told): string[] => {
  const { read: expected, mayBeEmpty, mayLoseFirst, mayRead } = outcome
  const answer = readAnswer(told)
  const asUsual = new Set(whole.errors.map(({ path, code }) => `${path}: ${code}`))
  return [
    ...answer.flaws,
    ...answer.errors
      .map(({ path, code }) => ({ code, at: `${path}: ${code}` }))
      .filter(({ code, at }) => !asUsual.has(at) && (code !== expected || at.startsWith('sibling')))
      .map(({ at }) => at),
    ...unexplained(whole.data, answer, { changing: CHANGING, mayBeEmpty, mayLoseFirst, mayRead }),
    ...(told.tookMs > MAX_MS ? [`it took ${Math.round(told.tookMs)} ms`] : []),
  ]
}

/** What is wrong with how a question is answered while a network fails in some way; nothing if all is well. */
export const judgeRead = async (
  world: World,
  read: ReadCase,
  network: Network,
  fault: FaultCase,
): Promise<string[]> => {
  const outcome = fault[network]
  const deviations: string[] = []
  for (const path of PATHS) {
    world.mend()
    world.fail(network, fault.fault)
    const told = await world.ask(read.document, path)
    const made = world.calls(network)
    const mayPass =
      outcome.read === 'as usual' ||
      outcome.mayBeEmpty ||
      outcome.mayLoseFirst ||
      outcome.mayRead ||
      failsAnyway(read.whole)
    const mustFail = made.size > 0 && !mayPass
    const found = [
      ...judgeAnswer(read, outcome, told),
      ...needless(made, read, outcome),
      ...(world.hasToldSecret() ? ['the log tells a secret'] : []),
      ...(mustFail && !told.text.includes(outcome.read) ? ['calls have failed and nobody is told'] : []),
    ]
    deviations.push(...found.map((deviation) => `${path} ${read.question.name}: ${deviation}`))
  }
  return deviations
}
