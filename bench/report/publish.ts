import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { format } from 'prettier'
import { root } from '../targets.ts'
import { drawChart } from './chart.ts'
import { toFullPage } from './markdown.ts'
import type { Results } from './results.ts'
import { toSummary } from './summary.ts'

const PAGE = join(root, 'docs/performance.md')
const CHART = join(root, 'docs/images/bench.svg')
const LATEST = join(root, 'bench/results/latest.json')
const LATEST_PAGE = join(root, 'bench/results/latest.md')
/** The part of the page between these marks is replaced. */
const START = '<!-- bench:start -->'
const END = '<!-- bench:end -->'

const toJson = (results: Results): string => `${JSON.stringify(results, null, 2)}\n`

/** Text in the format that `npm run format:check` expects. */
const formatted = (text: string, parser: 'json' | 'markdown'): Promise<string> =>
  format(text, { parser, printWidth: 110 })

/** Saves the results of every run. Returns the path. */
export const saveResults = async (results: Results): Promise<string> => {
  const folder = join(root, 'bench/results')
  mkdirSync(folder, { recursive: true })
  const path = join(folder, `${results.date.replaceAll(':', '-')}.json`)
  writeFileSync(path, await formatted(toJson(results), 'json'))
  return path
}

/** Writes the figures to the committed pages, JSON and chart. Returns the paths. */
export const publish = async (results: Results): Promise<readonly string[]> => {
  writeFileSync(LATEST, await formatted(toJson(results), 'json'))
  writeFileSync(LATEST_PAGE, await formatted(toFullPage(results), 'markdown'))
  mkdirSync(join(root, 'docs/images'), { recursive: true })
  writeFileSync(CHART, drawChart(results))
  const written = [LATEST, LATEST_PAGE, CHART]
  const page = existsSync(PAGE) ? readFileSync(PAGE, 'utf8') : ''
  const [before, rest] = page.split(START)
  const after = rest?.split(END)[1]
  if (before === undefined || after === undefined) {
    process.stderr.write(`docs/performance.md has no ${START} and ${END}: its figures are unchanged\n`)
    return written
  }
  writeFileSync(
    PAGE,
    await formatted(`${before}${START}\n\n${toSummary(results)}\n\n${END}${after}`, 'markdown'),
  )
  return [...written, PAGE]
}
