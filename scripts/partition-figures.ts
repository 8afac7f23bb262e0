import { writeMarkedPart } from './figures/marked-part.ts'
import { partitionFigures } from './partition/table.ts'

/** Simulates 100 gateways with one budget, together and in parts, and writes the figures into docs/scaling.md. */

const { table, failed } = await partitionFigures()
console.log(table)
for (const title of failed) console.error(`FAILS ${title}`)
await writeMarkedPart(new URL('../docs/scaling.md', import.meta.url), 'partition', table)
process.exitCode = failed.length > 0 ? 1 : 0
