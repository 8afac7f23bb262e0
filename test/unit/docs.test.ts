import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { markdownPages as pages } from '../support/markdown-pages.ts'

const root = resolve(import.meta.dirname, '../..')

const filesBelow = (folder: string, ending: string): string[] =>
  readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith(ending))
    .map((entry) => relative(root, join(entry.parentPath, entry.name)))

const read = (path: string): string => readFileSync(join(root, path), 'utf8')

const code = ['src', 'sandbox', 'testing', 'clients', 'test', 'scripts', 'schema'].flatMap((folder) => [
  ...filesBelow(folder, '.ts'),
  ...filesBelow(folder, '.graphql'),
])

const withoutCode = (markdown: string): string =>
  markdown.replaceAll(/^```[\s\S]*?^```/gm, '').replaceAll(/`[^`\n]*`/g, '')

/** Anchors of a page's headings, as GitHub and its kin make them. */
const anchorsOf = (page: string): string[] =>
  [
    ...read(page)
      .replaceAll(/^```[\s\S]*?^```/gm, '')
      .matchAll(/^#{1,6} (.+)$/gm),
  ].map(([, title = '']) =>
    title
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N}\s_-]/gu, '')
      .replaceAll(/\s/g, '-'),
  )

/** Why a link of a file leads nowhere; undefined where it does not, or leads out of the project. */
const problemOf = (from: string, target: string): string | undefined => {
  if (/^[a-z]+:/.test(target)) return undefined
  const [path = '', anchor] = target.split('#')
  const page = path === '' ? from : relative(root, resolve(root, dirname(from), path))
  if (page.startsWith('..')) return `${from}: ${target} leaves the project`
  if (!existsSync(join(root, page))) return `${from}: ${target} is no file`
  if (anchor !== undefined && !anchorsOf(page).includes(anchor)) return `${from}: ${target} is no heading`
  return undefined
}

const isProblem = (problem: string | undefined): problem is string => problem !== undefined

describe('links', () => {
  it.each(pages)('of %s lead somewhere', (page) => {
    const links = [...withoutCode(read(page)).matchAll(/\]\(([^)\s]+)\)/g)].map(([, target = '']) => target)

    expect(links.map((target) => problemOf(page, target)).filter(isProblem)).toEqual([])
  })

  it('of docstrings to pages of docs/ lead somewhere', () => {
    const links = code.flatMap((file) =>
      [...read(file).matchAll(/docs\/[\w/-]+\.md(#[\w-]+)?/g)].map(([target]) => ({ file, target })),
    )

    expect(links.length).toBeGreaterThan(10)
    expect(
      links
        .map(({ file, target }) => problemOf('README.md', target) && `${file}: ${target}`)
        .filter(isProblem),
    ).toEqual([])
  })

  it('reach every page of docs/ from its table of contents', () => {
    const listed = [...read('docs/README.md').matchAll(/\]\(([^)\s]+)\)/g)].map(([, target = '']) =>
      join('docs', target),
    )
    const there = filesBelow('docs', '.md').filter((page) => page !== 'docs/README.md')

    expect(there.filter((page) => !listed.includes(page))).toEqual([])
  })
})

describe('the front-end guide', () => {
  const guide = filesBelow('docs/front-end', '.md')

  it('has pages of at most 120 lines, which its first page lists', () => {
    const long = guide.filter((page) => read(page).trimEnd().split('\n').length > 120)
    const first = read('docs/front-end/README.md')

    expect(long).toEqual([])
    expect(guide.length).toBeGreaterThan(10)
    expect(
      guide
        .map((page) => relative('docs/front-end', page))
        .filter((page) => page !== 'README.md' && !first.includes(`](${page})`)),
    ).toEqual([])
  })

  it('shows tests as they stand in the examples, to the letter', () => {
    const page = read('docs/front-end/testing.md')
    const snippets = [...page.matchAll(/^```ts\n([\s\S]*?)^```/gm)].map(([, snippet = '']) => snippet)
    const examples = filesBelow('examples/testing', '.ts').map(read)

    expect(snippets).toHaveLength(4)
    expect(snippets.filter((snippet) => !examples.some((text) => text.includes(snippet)))).toEqual([])
  })
})

describe('commands', () => {
  /** Names of scripts, of a workspace with its folder in front. */
  const scripts = ['', 'examples/web/'].flatMap((folder) => {
    const manifest = JSON.parse(read(`${folder}package.json`)) as { scripts: Record<string, string> }
    return Object.keys(manifest.scripts).map((name) => folder + name)
  })

  const named = pages.map((page) => {
    const snippets = read(page).match(/^```[\s\S]*?^```|`[^`\n]+`/gm) ?? []
    const names = snippets.flatMap((snippet) =>
      [...snippet.matchAll(/\bnpm (?:run (?:-s )?)?([a-z][\w:-]*)(?: -w (\S+))?/g)].map(
        ([, name = '', workspace]) => (workspace === undefined ? name : `${workspace}/${name}`),
      ),
    )
    return { page, names }
  })

  it('are named by the pages that people start with', () => {
    const naming = named.filter(({ names }) => names.length > 0).map(({ page }) => page)

    expect(naming).toEqual(expect.arrayContaining(['README.md', 'CONTRIBUTING.md', 'docs/operating.md']))
  })

  it.each(named)('that $page names exist', ({ names }) => {
    expect(names.filter((name) => !['ci', 'exec', 'i', 'pack', ...scripts].includes(name))).toEqual([])
  })
})
