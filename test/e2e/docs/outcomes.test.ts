import { readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { startSandbox } from '../../../sandbox/index.ts'
import { commandsOf, typed, typedIn } from './commands.ts'
import { elsewhere, outcomes } from './outcomes/index.ts'
import { placeholders } from './reader.ts'

const root = resolve(import.meta.dirname, '../../..')
const read = (path: string): string => readFileSync(join(root, path), 'utf8')

const shown = [...new Set(typed.flatMap(({ blocks }) => blocks.flat().map(({ text }) => text)))]

describe('the commands of a page', () => {
  it('come from its blocks and command tables, in order', () => {
    const page = [
      '| command | what |',
      '| --- | --- |',
      '| `npm run one` | `npm run other` |',
      '',
      '| file | what |',
      '| --- | --- |',
      '| `a.ts` | a |',
      '```sh',
      'two --long \\',
      '  --longer   # which is long',
      '',
      'three "#"',
      '```',
      '<!-- not run: an example -->',
      '```sh',
      'four',
      '```',
    ].join('\n')

    expect(typedIn(page)).toEqual([
      [{ line: 3, text: 'npm run one' }],
      [
        { line: 9, text: 'two --long \\\n  --longer' },
        { line: 12, text: 'three "#"' },
      ],
    ])
    expect(commandsOf({ line: 1, text: '' })).toEqual([])
  })
})

describe('the commands of the pages of this project', () => {
  it('each have an outcome that a test checks', () => {
    const known = [...outcomes, ...elsewhere].map(({ command }) => command)

    expect(shown.length).toBeGreaterThan(30)
    expect(known.toSorted()).toEqual(shown.toSorted())
  })

  it.each(elsewhere)('$command is run by $file', ({ file, words }) => {
    expect(read(file)).toContain(words)
  })

  it('use every placeholder', async () => {
    const networks = await startSandbox()
    const unused = placeholders(networks).filter(([left]) => !shown.some((text) => text.includes(left)))
    await networks.close()

    expect(unused).toEqual([])
  })

  it('include every script of package.json', () => {
    const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> }
    const texts = [...shown, ...Object.values(scripts), read('scripts/check.ts')]
    const isNamed = (name: string): boolean =>
      texts.some((text) => new RegExp(String.raw`\bnpm (run )?${name}(?![\w:-])`).test(text))

    // npm runs it before it packs.
    expect(Object.keys(scripts).filter((name) => !isNamed(name))).toEqual(['prepack'])
  })
})
