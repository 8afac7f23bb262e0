import { readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { describe, expect, it } from 'vitest'

const root = resolve(import.meta.dirname, '../..')

/** Options that https://nodejs.org/api/cli.html describes, V8's included. */
const DOCUMENTED = new Set([
  '--env-file',
  '--expose-gc',
  '--import',
  '--max-heap-size',
  '--max-old-space-size',
  '--max-semi-space-size',
  '--watch',
  '--watch-path',
])

/** Whatever starts a process of Node, or tells others to. The changelog tells what was. */
const files = [
  'package.json',
  'Dockerfile',
  'compose.yaml',
  'README.md',
  'CONTRIBUTING.md',
  ...readdirSync(join(root, 'docs'), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.md'))
    .map((name) => join('docs', name)),
]

/** Options between `node` and the file that it runs; in a Dockerfile both are items of a list. */
const nodeOptionsIn = (text: string): string[] =>
  [
    ...text.replaceAll('", "', ' ').matchAll(/\bnode((?:\s+--[\w-]+(?:=\S+)?(?:\s+[./][\w./-]+)?)+)/g),
  ].flatMap(([, options = '']) => options.match(/--[\w-]+/g) ?? [])

describe('options of Node', () => {
  it('are found in scripts, commands and Dockerfiles', () => {
    expect(nodeOptionsIn('exec node --a=1 --no-b src/main.ts --c')).toEqual(['--a', '--no-b'])
    expect(nodeOptionsIn('CMD ["node", "--a=1", "--b", "dist/src/main.js"]')).toEqual(['--a', '--b'])
    expect(nodeOptionsIn('npm exec -- node --import ./x.mjs --b src/main.ts')).toEqual(['--import', '--b'])
  })

  it.each(files)('are in %s only if Node documents them', (file) => {
    const options = nodeOptionsIn(readFileSync(join(root, file), 'utf8'))

    expect(options.filter((option) => !DOCUMENTED.has(option))).toEqual([])
  })

  it('that Node documents, this Node knows', () => {
    const unknown = [...DOCUMENTED].filter((option) => !process.allowedNodeEnvironmentFlags.has(option))

    // Documented, but not for NODE_OPTIONS.
    expect(unknown.filter((option) => !['--env-file', '--watch', '--watch-path'].includes(option))).toEqual(
      [],
    )
  })

  it('of V8 that Node does not document, it does not take from NODE_OPTIONS either', () => {
    for (const option of ['--min-semi-space-size', '--memory-reducer', '--heap-growing-percent']) {
      expect(process.allowedNodeEnvironmentFlags.has(option)).toBe(false)
    }
  })
})
