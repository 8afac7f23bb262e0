import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'

const peers = join(import.meta.dirname, '../../../bench/peers')

const files = readdirSync(peers).filter((name) => name.endsWith('.ts'))

/** The names that a file imports from files of the bench, as `name of file`. */
const importsOf = (file: string): readonly string[] => {
  const text = readFileSync(file, 'utf8')
  return [...text.matchAll(/import (?:type )?\{([^}]*)\} from '(\.[^']*)'/g)].flatMap(
    ([, names = '', from = '']) =>
      names
        .split(',')
        .map((name) =>
          name
            .replace(/^\s*type\s+/, '')
            .replace(/ as .*/s, '')
            .trim(),
        )
        .filter((name) => name !== '')
        .map((name) => `${name} of ${join(dirname(file), from)}`),
  )
}

const isExported = (one: string): boolean => {
  const [name = '', file = ''] = one.split(' of ')
  return new RegExp(`^export (?:const|interface|type|class|function|async function) ${name}\\b`, 'm').test(
    readFileSync(file, 'utf8'),
  )
}

// The type check cannot see the peers: their packages are installed by the bench alone.
describe('the peers of the bench', () => {
  it.each(files)('%s imports from other files of the bench only what they export', (name) => {
    expect(importsOf(join(peers, name)).filter((one) => !isExported(one))).toEqual([])
  })

  it('are found', () => {
    expect(files).toContain('grafast.ts')
  })
})
