import { readFile, writeFile } from 'node:fs/promises'
import { format, resolveConfig } from 'prettier'
import { figures } from '../test/property/chaos/figures.ts'

/** Plays the cases of docs/reliability.md that have a figure, and writes each into its cell there. */

const page = new URL('../docs/reliability.md', import.meta.url)

let text = await readFile(page, 'utf8')
let failed = 0
for (const { id, measure } of figures) {
  const { told, holds } = await measure()
  if (!holds) failed += 1
  console.log(`${holds ? 'holds ' : 'FAILS '} ${id}: ${told}`)
  const [begin, end] = [`<!-- ${id} -->`, `<!-- /${id} -->`]
  const [before, after] = [text.indexOf(begin), text.indexOf(end)]
  if (before < 0 || after < before) throw new Error(`docs/reliability.md lacks ${begin} … ${end}`)
  text = `${text.slice(0, before)}${begin}${told}${holds ? '' : ' **(does not hold)**'}${text.slice(after)}`
}
await writeFile(page, await format(text, { ...(await resolveConfig(page)), parser: 'markdown' }))
// What was measured has opened things that only its end closes.
process.exit(failed > 0 ? 1 : 0)
