import { allFigures } from '../test/integration/shield/figures.ts'
import { toTable, writeMarkedPart } from './figures/marked-part.ts'

/** Runs the cases of docs/shield.md against the sandbox and writes the measured figures into the page. */

const page = new URL('../docs/shield.md', import.meta.url)
const rows: string[][] = []
let failed = 0
for (const { title, bound, measure } of allFigures) {
  const { measured, holds } = await measure()
  if (!holds) failed += 1
  console.log(`${holds ? 'holds ' : 'FAILS '} ${title}: ${measured}`)
  rows.push([title, bound, `${measured}${holds ? '' : ' **(does not hold)**'}`])
}

await writeMarkedPart(page, 'figures', toTable(['case', 'must hold', 'measured'], rows))
process.exitCode = failed > 0 ? 1 : 0
