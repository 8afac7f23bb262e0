import { readFile, writeFile } from 'node:fs/promises'
import { format, resolveConfig } from 'prettier'
import { figures } from '../test/property/chaos/figures.ts'

/** Runs the cases of docs/reliability.md that have a figure and writes each figure into its cell. */

const page = new URL('../docs/reliability.md', import.meta.url)

let text = await readFile(page, 'utf8')
let failed = 0
for (const { id, measure } of figures) {
  const { measured, holds } = await measure()
  if (!holds) failed += 1
  console.log(`${holds ? 'holds ' : 'FAILS '} ${id}: ${measured}`)
  const [begin, end] = [`<!-- ${id} -->`, `<!-- /${id} -->`]
  const [before, after] = [text.indexOf(begin), text.indexOf(end)]
  if (before < 0 || after < before) throw new Error(`docs/reliability.md lacks ${begin} … ${end}`)
  text = `${text.slice(0, before)}${begin}${measured}${holds ? '' : ' **(does not hold)**'}${text.slice(after)}`
}
await writeFile(page, await format(text, { ...(await resolveConfig(page)), parser: 'markdown' }))
// The measured gateways keep handles open.
process.exit(failed > 0 ? 1 : 0)
