import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { readSettings } from '../../src/config/index.ts'
import { environment } from '../../src/config/environment.ts'
import { markdownPages as pages } from '../support/markdown-pages.ts'

const root = resolve(import.meta.dirname, '../..')

const filesBelow = (folder: string, ending: string): string[] =>
  readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith(ending))
    .map((entry) => relative(root, join(entry.parentPath, entry.name)))

const read = (path: string): string => readFileSync(join(root, path), 'utf8')

const code = ['src', 'sandbox', 'testing', 'test', 'scripts', 'schema'].flatMap((folder) => [
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

    expect(naming).toEqual(expect.arrayContaining(['README.md', 'CONTRIBUTING.md', 'docs/front-end.md']))
  })

  it.each(named)('that $page names exist', ({ names }) => {
    expect(names.filter((name) => !['ci', 'exec', 'i', 'pack', ...scripts].includes(name))).toEqual([])
  })
})

describe('the table of settings in the README', () => {
  /** Default by name, as the table spells it; a row may tell of several settings. */
  const table = new Map(
    [...read('README.md').matchAll(/^\| (`[A-Z][^|]*) \| ([^|]+) \|/gm)].flatMap(
      ([, names = '', cell = '']) => {
        const named = [...names.matchAll(/`([A-Z_]+)`/g)].map(([, name = '']) => name)
        const defaults = cell.trim().split(', ')
        return named.map(
          (name, index) =>
            [name, (named.length === defaults.length ? defaults[index] : cell.trim()) ?? ''] as const,
        )
      },
    ),
  )
  const settings = Object.keys(environment.shape)

  it('has each setting that there is, and no other', () => {
    expect([...table.keys()].sort()).toEqual(settings.sort())
  })

  it('tells the defaults that are used', () => {
    const spell = (value: unknown): string => {
      if (value === undefined || (Array.isArray(value) && value.length === 0)) return '–'
      if (value === false) return '`0`'
      return `\`${JSON.stringify(value).replaceAll(/["[\]]/g, '')}\``
    }
    const defaults: Record<string, unknown> = environment.parse({})
    // Those that depend on others are below; a size is told as people write it.
    const dependent = [
      'MIXIN_BOT_ACCESS',
      'DRAIN_DELAY_MS',
      'GRAPHIQL',
      'INTROSPECTION',
      'TRACE',
      'SANDBOX',
      'SESSION_SECRET',
    ]
    const sizes = ['CACHE_MAX_BYTES', 'LIMIT_BODY_BYTES']
    const plain = settings.filter((name) => !dependent.includes(name) && !sizes.includes(name))

    expect(plain.map((name) => `${name} ${table.get(name)}`)).toEqual(
      plain.map((name) => `${name} ${spell(defaults[name])}`),
    )
    const told = Object.fromEntries(sizes.map((name) => [name, table.get(name)?.replaceAll('`', '')]))
    expect(environment.parse(told)).toMatchObject(
      Object.fromEntries(sizes.map((name) => [name, defaults[name]])),
    )
  })

  it('tells the defaults that depend on other settings', () => {
    const at = (env: Record<string, string>) => {
      const { graphiql, introspection, trace, drainDelayMs, sandbox, mixin } = readSettings(env)
      return {
        graphiql,
        introspection,
        trace,
        drainDelayMs,
        sandbox: sandbox.on,
        bot: (mixin ?? sandbox.fills.mixin)?.botAccess,
      }
    }

    expect(table.get('GRAPHIQL')).toBe('`1`; `0` when `NODE_ENV=production`')
    expect(table.get('INTROSPECTION')).toBe('`1`; `0` when `NODE_ENV=production`')
    expect(table.get('TRACE')).toBe('`1`; when `NODE_ENV=production` only for callers with an API key')
    expect(table.get('DRAIN_DELAY_MS')).toBe('`0`; `5000` when `NODE_ENV=production`')
    expect(table.get('SANDBOX')).toBe('on when no upstream is set')
    expect(table.get('MIXIN_BOT_ACCESS')).toBe('`none` (sandbox: `full`)')
    expect(table.get('SESSION_SECRET')).toBe('random per process')
    const development = { graphiql: true, introspection: true, trace: 'everyone', drainDelayMs: 0 }
    expect(at({})).toEqual({ ...development, sandbox: true, bot: 'full' })
    expect(at({ MIXIN_API_URL: 'https://mixin.test' })).toEqual({
      ...development,
      sandbox: false,
      bot: 'none',
    })
    expect(at({ NODE_ENV: 'production', SANDBOX: '0' })).toEqual({
      graphiql: false,
      introspection: false,
      trace: 'api-key',
      drainDelayMs: 5000,
      sandbox: false,
      bot: undefined,
    })
  })
})
