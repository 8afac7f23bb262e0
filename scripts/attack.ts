import { readdirSync } from 'node:fs'
import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import type { Attack } from './attack/support/attack.ts'

/** Attacks a gateway of its own on loopback and prints figures: `npm run attack -- slow-bodies --seconds 30`. */

const folder = new URL('attack/', import.meta.url)
const names = readdirSync(folder)
  .filter((name) => name.endsWith('.ts'))
  .map((name) => name.slice(0, -3))

const load = async (name: string): Promise<Attack> => {
  const { attack } = (await import(new URL(`${name}.ts`, folder).href)) as { readonly attack: Attack }
  return attack
}

const usage = async (): Promise<string> => {
  const lines = await Promise.all(
    names.map(async (name) => `  ${name.padEnd(20)} ${(await load(name)).description}\n`),
  )
  return `npm run attack -- <name> [options]

${lines.join('')}
  --seconds n          length of the attack, up to 300
  --checkout folder    attacks the gateway of another checkout, to compare
`
}

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    seconds: { type: 'string' },
    checkout: { type: 'string', default: resolve(import.meta.dirname, '..') },
  },
})
const [name] = positionals
if (name === undefined) {
  process.stdout.write(await usage())
  process.exit(0)
}
if (!names.includes(name)) {
  process.stderr.write(`There is no attack named ${name}.\n\n${await usage()}`)
  process.exit(1)
}
const attack = await load(name)
const seconds = Number(values.seconds ?? attack.seconds)
if (!(seconds > 0 && seconds <= 300)) {
  process.stderr.write('--seconds must be a number above 0 and at most 300.\n')
  process.exit(1)
}
process.stdout.write(`${name}: ${attack.description}\n`)
const figures = await attack.run({ seconds, checkout: resolve(values.checkout) })
for (const [what, figure] of Object.entries(figures)) {
  process.stdout.write(`  ${what.padEnd(32)} ${typeof figure === 'number' ? Math.round(figure) : figure}\n`)
}
// Connections that the attack left open would keep the process alive.
process.exit(0)
