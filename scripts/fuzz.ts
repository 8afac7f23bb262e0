import { parseArgs } from 'node:util'
import { MAX_GROWTH, runFuzz, summarize } from '../test/property/fuzz/fuzz.ts'

/** Sends generated hostile requests to its own gateway: `npm run fuzz -- --seed 7 --operations 50000`. */

const { values } = parseArgs({
  options: { seed: { type: 'string', default: '1' }, operations: { type: 'string', default: '20000' } },
})
const wholeNumber = (name: 'seed' | 'operations', minimum: number): number => {
  const number = Number(values[name])
  if (Number.isSafeInteger(number) && number >= minimum) return number
  process.stderr.write(`--${name} must be a whole number, at least ${minimum}.\n`)
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
