import { existsSync } from 'node:fs'
import type { Case } from './case.ts'
import { createCases, findCases } from './cases.ts'
import { type Growth, measureGrowth } from './growth.ts'
import { ensureInstalled } from './install.ts'
import { measureCase } from './measure.ts'
import { type Options, readOptions, USAGE } from './options.ts'
import { profileCase, tablesOf } from './profile.ts'
import { publish, saveResults } from './report/publish.ts'
import {
  type CaseResult,
  describeMachine,
  describeVersions,
  type Results,
  toCaseResult,
} from './report/results.ts'
import { toText } from './report/table.ts'
import { showCase, showFamilies, showSummary } from './report/terminal.ts'
import { measureStartUp, type StartUp } from './start-up.ts'
import { createParley, createTargets, type Target } from './targets.ts'
import { addWorktree, describeCheckout } from './worktree.ts'

const log = (what: string): void => void process.stderr.write(`… ${what}\n`)
const print = (text: string): void => void process.stdout.write(text)

/** Names that `--cases` accepts beside those of cases. */
const EXTRAS = ['growth', 'start-up']
const START_UP_ROUNDS = 5
const GROWTH_ROUNDS = 3

const isWanted = (names: readonly string[] | undefined, name: string): boolean =>
  names?.includes(name) ?? true

const chooseCases = ({ cases: ids, quick }: Options): readonly Case[] => {
  const all = createCases({ quick })
  if (ids) return ids.filter((id) => !EXTRAS.includes(id)).flatMap((id) => findCases(all, id))
  return quick ? all.filter((one) => !one.notQuick) : all
}

/** The selected targets among those that a case measures, and always its baseline. */
const choose = (one: Case, targets: readonly Target[], names: readonly string[] | undefined): Target[] =>
  targets.filter(({ name }) => {
    const kind = name.split('@')[0]
    if (name === one.baseline) return true
    return isWanted(names, kind ?? name) && one.targets.some((target) => target === kind)
  })

const profile = async (options: Options): Promise<void> => {
  const { targets: names = ['parley'], profileSeconds } = options
  const targets = createTargets(options).filter(({ name }) => names.includes(name))
  for (const one of chooseCases(options)) {
    for (const target of targets) {
      log(`profiling ${target.name}: ${one.id}`)
      print(`\n${target.name}: ${one.title}\n`)
      for (const table of tablesOf(await profileCase(one, target, profileSeconds)))
        print(`\n${toText(table)}\n`)
    }
  }
}

const measure = async (options: Options, targets: readonly Target[]): Promise<Results> => {
  const { quick, cases: ids, targets: names, effort } = options
  const cases: CaseResult[] = []
  for (const one of chooseCases(options)) {
    const chosen = choose(one, targets, names)
    log(`${one.id}: ${chosen.map(({ name }) => name).join(', ')}`)
    const result = toCaseResult(one, await measureCase(one, chosen, effort))
    for (const { title, reason } of result.leftOut) log(`${title} cannot run here: ${reason}`)
    cases.push(result)
    print(showCase(result))
  }
  print(showFamilies(cases))
  let growth: Growth | undefined
  if (isWanted(ids, 'growth')) {
    const rounds = Math.min(effort.rounds, GROWTH_ROUNDS)
    growth = await measureGrowth(targets, { ...effort, rounds }, quick ? 'quick' : 'full', log)
  }
  let startUp: readonly StartUp[] | undefined
  if (isWanted(ids, 'start-up')) {
    log('start-up')
    startUp = await measureStartUp(targets, Math.min(effort.rounds, START_UP_ROUNDS))
  }
  return {
    date: new Date().toISOString(),
    commit: describeCheckout(),
    quick,
    effort,
    machine: describeMachine(),
    versions: describeVersions(),
    cases,
    ...(growth && { growth }),
    ...(startUp && { startUp }),
  }
}

const run = async (options: Options): Promise<void> => {
  if (!existsSync('/proc/self/stat')) throw new Error('The bench needs Linux: it reads CPU times from /proc.')
  ensureInstalled(import.meta.dirname)
  if (options.profile) return profile(options)
  const targets = [...createTargets(options)]
  if (options.commit !== undefined) {
    const { folder, commit } = addWorktree(options.commit)
    targets.push(createParley(folder, `parley@${commit}`, `Parley at ${commit}`))
  }
  const startedAt = performance.now()
  const results = await measure(options, targets)
  print(showSummary(results))
  const seconds = Math.round((performance.now() - startedAt) / 1000)
  log(`took ${seconds} s; saved in ${await saveResults(results)}`)
  if (options.publish) for (const path of await publish(results)) log(`wrote ${path}`)
}

try {
  const options = readOptions(process.argv.slice(2))
  if (options) await run(options)
  else print(USAGE)
  process.exit(0)
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
  process.exit(1)
}
