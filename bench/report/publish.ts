import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { format } from 'prettier'
import { root } from '../targets.ts'
import { drawChart } from './chart.ts'
import { toPage } from './markdown.ts'
import type { Results } from './results.ts'

const PAGE = join(root, 'docs/performance.md')
const CHART = join(root, 'docs/images/bench.svg')
const LATEST = join(root, 'bench/results/latest.json')
/** What stands between these in the page is written anew. */
const START = '<!-- bench:start -->'
const END = '<!-- bench:end -->'

const toJson = (results: Results): string => `${JSON.stringify(results, null, 2)}\n`

/** Text in the form that `npm run format:check` wants. */
const formatted = (text: string, parser: 'json' | 'markdown'): Promise<string> =>
  format(text, { parser, printWidth: 110 })

/** Keeps every run. Hands back where. */
export const saveResults = async (results: Results): Promise<string> => {
  const folder = join(root, 'bench/results')
  mkdirSync(folder, { recursive: true })
  const path = join(folder, `${results.date.replaceAll(':', '-')}.json`)
  writeFileSync(path, await formatted(toJson(results), 'json'))
  return path
}

/** Puts the figures to where the README and docs/ show them. Hands back what was written. */
export const publish = async (results: Results): Promise<readonly string[]> => {
  writeFileSync(LATEST, await formatted(toJson(results), 'json'))
  mkdirSync(join(root, 'docs/images'), { recursive: true })
  writeFileSync(CHART, drawChart(results))
  const written = [LATEST, CHART]
  const page = existsSync(PAGE) ? readFileSync(PAGE, 'utf8') : ''
  const [before, rest] = page.split(START)
  const after = rest?.split(END)[1]
  if (before === undefined || after === undefined) {
    process.stderr.write(`docs/performance.md has no ${START} and ${END}: its figures stay as they are\n`)
    return written
  }
  writeFileSync(
    PAGE,
    await formatted(`${before}${START}\n\n${toPage(results)}\n\n${END}${after}`, 'markdown'),
  )
  return [...written, PAGE]
}
