import { parseArgs } from 'node:util'
import { MAX_GROWTH, runFuzz, summarize } from '../test/property/fuzz/fuzz.ts'

/** Attacks a gateway of its own with made-up requests: `npm run fuzz -- --seed 7 --operations 50000`. */

const { values } = parseArgs({
  options: { seed: { type: 'string', default: '1' }, operations: { type: 'string', default: '20000' } },
})
const wholeNumber = (name: 'seed' | 'operations', least: number): number => {
  const number = Number(values[name])
  if (Number.isSafeInteger(number) && number >= least) return number
  process.stderr.write(`--${name} has to be a whole number from ${least} on.\n`)
  return process.exit(1)
}

const report = await runFuzz({ seed: wholeNumber('seed', 0), operations: wholeNumber('operations', 1) })
for (const problem of report.problems) console.log(`PROBLEM ${problem}\n`)
console.log(`codes: ${[...report.codes].map(([code, count]) => `${code} ${count}`).join(', ')}`)
console.log(`slowest refusal: ${report.slowestRefusal}`)
console.log(summarize(report))
const hasGrown = report.heapAfter > report.heapBefore * MAX_GROWTH
if (hasGrown) console.log(`PROBLEM memory grew by more than ×${MAX_GROWTH}`)
process.exitCode = report.problems.length > 0 || hasGrown ? 1 : 0
