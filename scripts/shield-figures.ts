import { readFile, writeFile } from 'node:fs/promises'
import { format, resolveConfig } from 'prettier'
import { allFigures } from '../test/integration/shield/figures.ts'

/** Runs the cases of docs/shield.md against the sandbox and writes the measured figures into the page. */

const page = new URL('../docs/shield.md', import.meta.url)
const BEGIN = '<!-- figures -->'
const END = '<!-- /figures -->'

const rows = ['| case | must hold | measured |', '| --- | --- | --- |']
let failed = 0
for (const { title, bound, measure } of allFigures) {
  const { measured, holds } = await measure()
  if (!holds) failed += 1
  console.log(`${holds ? 'holds ' : 'FAILS '} ${title}: ${measured}`)
  rows.push(`| ${title} | ${bound} | ${measured}${holds ? '' : ' **(does not hold)**'} |`)
}

const text = await readFile(page, 'utf8')
const [before, after] = [text.indexOf(BEGIN), text.indexOf(END)]
if (before < 0 || after < before) throw new Error(`docs/shield.md lacks ${BEGIN} … ${END}`)
const written = `${text.slice(0, before)}${BEGIN}\n\n${rows.join('\n')}\n\n${text.slice(after)}`
const options = await resolveConfig(page)
await writeFile(page, await format(written, { ...options, parser: 'markdown' }))
process.exitCode = failed > 0 ? 1 : 0
