import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import { describe, expect, it } from 'vitest'

const root = resolve(import.meta.dirname, '..')
const src = join(root, 'src')

interface Import {
  readonly from: string
  readonly to: string
  readonly isType: boolean
}

/** Every import of the tree below a folder, as paths from the project's root; packages by their names. */
const importsBelow = (folder: string): Import[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
    .flatMap((entry) => {
      const file = join(entry.parentPath, entry.name)
      const found = readFileSync(file, 'utf8').matchAll(
        /^(?:import|export)\s+(type\s)?[^'"]*?from\s+'([^']+)'/gms,
      )
      return [...found].map(([, type, to = '']) => ({
        from: relative(root, file),
        to: to.startsWith('.') ? relative(root, resolve(dirname(file), to)) : to,
        isType: type !== undefined,
      }))
    })

const imports = importsBelow(src)

const offending = (rule: (one: Import) => boolean): string[] =>
  imports.filter(rule).map(({ from, to }) => `${from} → ${to}`)

const within = (folder: string) => (path: string) => path.startsWith(`src/${folder}/`)
const inDatasources = within('datasources')
const inResolvers = within('resolvers')
const inServer = within('server')
const inHttp = within('http')
const rooms = readdirSync(join(src, 'datasources'), { withFileTypes: true }).filter((entry) =>
  entry.isDirectory(),
)

describe('objects of a request', () => {
  it('have no getters of their own, which would keep them alive until the next full collection', () => {
    // In a class they are the prototype's. These are made once in a process, or by a command.
    const madeOnce = ['src/datasources/mixin/server-clock.ts', 'src/datasources/mixin/examine.ts']
    const withGetters = readdirSync(src, { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.ts'))
      .map((file) => join('src', file))
      .filter((file) => {
        const text = readFileSync(join(root, file), 'utf8')
        return /^\s+get \w+\(/m.test(text) && !/^(export )?class /m.test(text)
      })
    expect(withGetters.toSorted()).toEqual(madeOnce.toSorted())
  })
})

describe('arrows point one way', () => {
  it('reads the imports that it judges', () => {
    expect(imports.length).toBeGreaterThan(100)
    expect(rooms.map(({ name }) => name)).toEqual(expect.arrayContaining(['mixin', 'sealtalk']))
  })

  it('no network’s room knows another’s', () => {
    const roomOf = (path: string) =>
      rooms.find(({ name }) => path.startsWith(`src/datasources/${name}/`))?.name
    expect(
      offending(
        ({ from, to }) =>
          roomOf(from) !== undefined && roomOf(to) !== undefined && roomOf(from) !== roomOf(to),
      ),
    ).toEqual([])
  })

  it('only the registry opens the doors of the rooms; types may be named elsewhere', () => {
    expect(
      offending(
        ({ from, to, isType }) =>
          !isType &&
          /^src\/datasources\/\w+\//.test(to) &&
          !inDatasources(from) &&
          from !== 'src/datasources/index.ts',
      ),
    ).toEqual([])
    expect(
      offending(
        ({ from, to }) =>
          inDatasources(from) &&
          dirname(from) === 'src/datasources' &&
          from !== 'src/datasources/index.ts' &&
          /^src\/datasources\/\w+\//.test(to),
      ),
    ).toEqual([])
  })

  it('data sources and the HTTP client know nothing of GraphQL, resolvers, plugins or the server', () => {
    expect(
      offending(
        ({ from, to }) =>
          (inDatasources(from) || inHttp(from)) &&
          (to === 'graphql' || inResolvers(to) || inServer(to) || to.startsWith('src/plugins/')),
      ),
    ).toEqual([])
  })

  it('what is measured knows nothing of those who measure it', () => {
    const measures = (path: string) => within('cost')(path) || within('limits')(path)
    const measured = (path: string) =>
      inDatasources(path) || inResolvers(path) || inHttp(path) || within('execution')(path)
    expect(offending(({ from, to }) => measured(from) && measures(to))).toEqual([])
  })

  it('the HTTP client knows no network', () => {
    expect(offending(({ from, to }) => inHttp(from) && inDatasources(to))).toEqual([])
  })

  it('nothing but the entry and the gateway’s own server knows the server', () => {
    expect(offending(({ from, to }) => inServer(to) && !inServer(from) && from !== 'src/main.ts')).toEqual([])
  })

  it('the sandbox shares no code with the gateway', () => {
    const shared = importsBelow(join(root, 'sandbox')).filter(({ to }) => to.startsWith('src/'))
    expect(shared).toEqual([])
  })

  it('nothing knows of what tests are made with', () => {
    const tools = (path: string) => path.startsWith('testing/') || path.startsWith('test/')
    const known = [...imports, ...importsBelow(join(root, 'sandbox'))].filter(({ to }) => tools(to))
    expect(known).toEqual([])
  })

  it('what front ends test with uses nothing of our tests, and Vitest in one place alone', () => {
    const testing = importsBelow(join(root, 'testing'))
    expect(testing.filter(({ to }) => /^(test|scripts|bench)\//.test(to))).toEqual([])
    const ofVitest = testing.filter(({ to }) => to === 'vitest').map(({ from }) => from)
    expect(ofVitest).toEqual(['testing/vitest.ts'])
    const entry = testing.filter(({ to }) => to === 'testing/vitest.ts')
    expect(entry).toEqual([])
  })

  it('OpenTelemetry is known to one file, and by its API alone: whose SDK it is, operators decide', () => {
    const known = imports.filter(({ to }) => to.startsWith('@opentelemetry/'))
    expect(known.map(({ from, to }) => `${from} → ${to}`)).toEqual([
      'src/spans/index.ts → @opentelemetry/api',
    ])
  })

  it('only the settings read the environment', () => {
    const readers = readdirSync(src, { recursive: true, withFileTypes: true })
      .filter(
        (entry) =>
          entry.isFile() && readFileSync(join(entry.parentPath, entry.name), 'utf8').includes('process.env'),
      )
      .map((entry) => relative(root, join(entry.parentPath, entry.name)))
    expect(readers).toEqual(['src/config.ts'])
  })
})

describe('what is installed', () => {
  it('has exactly one graphql: with two, errors are not recognised', () => {
    const copies = readdirSync(join(root, 'node_modules'), { recursive: true })
      .map(String)
      .filter((path) => /(^|\/)graphql\/package\.json$/.test(path) && !path.includes('/dist/'))
      .filter(
        (path) =>
          (JSON.parse(readFileSync(join(root, 'node_modules', path), 'utf8')) as { name?: string }).name ===
          'graphql',
      )
    expect(copies).toEqual(['graphql/package.json'])
  })
})
