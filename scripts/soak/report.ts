import { readFileSync, writeFileSync } from 'node:fs'
import { cpus } from 'node:os'
import { format } from 'prettier'
import { drawSoak } from './chart.ts'
import type { Options } from './options.ts'
import type { Growth, Run, Verdict } from './verdict.ts'

const PAGE = new URL('../../docs/reliability.md', import.meta.url)
const CHART = new URL('../../docs/soak.svg', import.meta.url)
/** The part of the page between these marks is replaced. */
const START = '<!-- soak:start -->'
const END = '<!-- soak:end -->'

const megabytes = (bytes: number): string => `${(bytes / 2 ** 20).toFixed(1)} MiB`
const count = (number: number): string => number.toLocaleString('en')
const grown = ({ early, late }: Growth, tell: (figure: number) => string): string =>
  `${tell(early)} → ${tell(late)}`

const describe = ({ minutes, seed, faults }: Options): string =>
  `${minutes} minutes, ${faults * 100} % of all calls failing, seed ${seed}, Node ${process.versions.node}, ${cpus()[0]?.model.trim() ?? 'a CPU'}`

/** The figures as Markdown. */
const toText = (options: Options, { seconds, tally }: Run, verdict: Verdict): string => {
  const { heap, rss, sockets, handles, ratio } = verdict
  const rate = (tally.sent / seconds).toFixed(0)
  return [
    `${describe(options)}: ${count(tally.sent)} requests, ${rate} a second; ${count(tally.whole)} answered whole, ${count(tally.partial)} in part, ${count(tally.aborted)} given up by their clients, ${count(tally.refused)} refused as they should be.`,
    `After the first third → at the end: heap after GC ${grown(heap, megabytes)} (× ${ratio.toFixed(2)}), resident set ${grown(rss, megabytes)}, sockets ${grown(sockets, String)}, handles of any kind ${grown(handles, String)}.`,
  ].join('\n')
}

/** The text for the terminal. */
export const summarize = (options: Options, run: Run, verdict: Verdict): string => {
  const codes = Object.entries(run.tally.codes).map(([code, times]) => `${code} ${count(times)}`)
  return [
    toText(options, run, verdict),
    `Errors by code: ${codes.join(', ') || 'none'}.`,
    ...(verdict.isLong ? [] : ['Too short for the growth of the heap to be judged.']),
    ...(verdict.failures.length === 0
      ? ['It holds.']
      : ['It does not hold:', ...verdict.failures.map((one) => `  ${one}`)]),
    '',
  ].join('\n')
}

/** Updates the chart and the figures of docs/reliability.md. */
export const publish = async (options: Options, run: Run, verdict: Verdict): Promise<void> => {
  writeFileSync(CHART, drawSoak(run, verdict, describe(options)))
  const page = readFileSync(PAGE, 'utf8')
  const [before, rest] = page.split(START)
  const after = rest?.split(END)[1]
  if (before === undefined || after === undefined)
    throw new Error(`docs/reliability.md lacks ${START} … ${END}`)
  const text = `${before}${START}\n\n${toText(options, run, verdict)}\n\n${END}${after}`
  writeFileSync(PAGE, await format(text, { parser: 'markdown', printWidth: 110 }))
}
