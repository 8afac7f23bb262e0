import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import { describe, expect, it } from 'vitest'

const root = resolve(import.meta.dirname, '../..')
const src = join(root, 'src')

/**
 * The layers of `src`, lowest first. A module imports from its own layer's folder and from lower layers. Modules that
 * share a line do not import each other, unless they are in the same folder.
 */
const LAYERS: readonly (readonly string[])[] = [
  ['generated'],
  [
    'errors.ts',
    'client-address.ts',
    'global-id.ts',
    'secret.ts',
    'clock.ts',
    'lru.ts',
    'json.ts',
    'cancellation.ts',
    'maybe-promise.ts',
    'document',
  ],
  ['version.ts', 'config'],
  ['telemetry'],
  ['request', 'upstream'],
  ['datasources'],
  ['context.ts', 'redis', 'workers'],
  ['response'],
  ['resolvers'],
  ['execution', 'limits', 'schema.ts'],
  ['plugins'],
  ['control'],
  ['gateway.ts'],
  ['server', 'doctor'],
  ['main.ts'],
  ['cli'],
]

interface Import {
  readonly from: string
  readonly to: string
}

/** Every import of the tree below a folder, type-only ones included, as paths from the project's root; packages by their names. */
const importsBelow = (folder: string): Import[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
    .flatMap((entry) => {
      const file = join(entry.parentPath, entry.name)
      const found = readFileSync(file, 'utf8').matchAll(
        /^(?:import|export)\s[^'"]*?from\s+'([^']+)'|\bimport\(\s*'([^']+)'\s*\)/gms,
      )
      return [...found].map(([, named, dynamic]) => {
        const to = named ?? dynamic ?? ''
        return {
          from: relative(root, file),
          to: to.startsWith('.') ? relative(root, resolve(dirname(file), to)) : to,
        }
      })
    })

const imports = importsBelow(src)

const offending = (rule: (one: Import) => boolean): string[] =>
  imports.filter(rule).map(({ from, to }) => `${from} → ${to}`)

const within = (folder: string) => (path: string) => path.startsWith(`src/${folder}/`)
const inDatasources = within('datasources')
const providers = readdirSync(join(src, 'datasources'), { withFileTypes: true })
  .filter((entry) => entry.isDirectory() && entry.name !== 'loading')
  .map(({ name }) => name)

/** The folder or file of `src` that a path belongs to; undefined for paths outside. */
const moduleOf = (path: string): string | undefined => {
  const [top, name] = path.split('/')
  // The types of resolvers name the models that resolvers return.
  if (path === 'src/generated/schema.ts') return 'resolvers'
  return top === 'src' ? name : undefined
}

const layerOf = (name: string): number => LAYERS.findIndex((layer) => layer.includes(name))

/** The files of each import circle, in order: a file that imports itself by way of others. */
const circlesAmong = (edges: readonly Import[]): string[] => {
  const targets = Map.groupBy(edges, ({ from }) => from)
  const finished = new Set<string>()
  const circles: string[] = []
  const visit = (file: string, trail: readonly string[]): void => {
    const start = trail.indexOf(file)
    if (start >= 0) circles.push([...trail.slice(start), file].join(' → '))
    if (start >= 0 || finished.has(file)) return
    for (const { to } of targets.get(file) ?? []) visit(to, [...trail, file])
    finished.add(file)
  }
  for (const file of targets.keys()) visit(file, [])
  return circles
}

describe('objects of a request', () => {
  it('have no getters of their own, which would keep them alive until the next full collection', () => {
    // In a class they are the prototype's. These are made once in a process, or by a command.
    const madeOnce = [
      'src/datasources/mixin/server-clock.ts',
      'src/datasources/mixin/connectivity.ts',
      'src/datasources/mixin/limits.ts',
      'src/telemetry/log.ts',
    ]
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

describe('imports point one way', () => {
  it('reads the imports that it judges', () => {
    expect(imports.length).toBeGreaterThan(100)
    expect(providers).toEqual(expect.arrayContaining(['mixin', 'sealtalk']))
  })

  it('every folder and file of src has a layer', () => {
    expect(LAYERS.flat().toSorted()).toEqual(readdirSync(src).toSorted())
  })

  it('no import runs upward or sideways, type-only ones included', () => {
    expect(
      offending(({ from, to }) => {
        const [own, other] = [moduleOf(from), moduleOf(to)]
        return own !== undefined && other !== undefined && own !== other && layerOf(own) <= layerOf(other)
      }),
    ).toEqual([])
  })

  it('no imports close a circle, type-only ones included', () => {
    expect(circlesAmong(imports)).toEqual([])
  })

  it('sees a circle where there is one', () => {
    const circle = [
      { from: 'a', to: 'b' },
      { from: 'b', to: 'c' },
      { from: 'c', to: 'b' },
    ]
    expect(circlesAmong(circle)).toEqual(['b → c → b'])
  })

  it('src has at most 14 loose files', () => {
    const loose = readdirSync(src, { withFileTypes: true }).filter((entry) => entry.isFile())
    expect(loose.length).toBeLessThanOrEqual(14)
  })

  it('the pipeline and its assembly alone name its steps: no other file knows their order', () => {
    const steps = ['response-cache-step', 'fast-path', 'yoga-step'].map((name) => `src/execution/${name}.ts`)
    const naming = imports.filter(({ to }) => steps.includes(to))
    expect(new Set(naming.map(({ from }) => from))).toEqual(new Set(['src/gateway.ts']))
    const words = readdirSync(src, { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.ts'))
      .filter((file) =>
        /\bresponseCache\b[^;]*\bfastPath\b[^;]*\byoga\b/.test(readFileSync(join(src, file), 'utf8')),
      )
    expect(words.toSorted()).toEqual(['execution/pipeline.ts', 'gateway.ts'])
    const pipeline = imports.filter(({ to }) => to === 'src/execution/pipeline.ts')
    expect(pipeline.map(({ from }) => from)).toEqual(['src/gateway.ts'])
  })

  it('no provider knows another', () => {
    const providerOf = (path: string) => providers.find((name) => within(`datasources/${name}`)(path))
    expect(
      offending(({ from, to }) => {
        const [own, other] = [providerOf(from), providerOf(to)]
        return own !== undefined && other !== undefined && own !== other
      }),
    ).toEqual([])
  })

  it('a provider is entered by its index.ts alone, and the registry alone names it at run time', () => {
    const isProvider = (path: string) => providers.some((name) => within(`datasources/${name}`)(path))
    const isIndex = (path: string) => providers.some((name) => path === `src/datasources/${name}/index.ts`)
    const entering = imports.filter(({ from, to }) => isProvider(to) && dirname(from) !== dirname(to))
    expect(entering.filter(({ to }) => !isIndex(to))).toEqual([])
    expect(entering.map(({ from }) => from)).toContain('src/datasources/index.ts')
  })

  it('data sources and the upstream client know no GraphQL', () => {
    expect(
      offending(({ from, to }) => (inDatasources(from) || within('upstream')(from)) && to === 'graphql'),
    ).toEqual([])
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

  it('what front ends bundle for their tests takes types alone of the data sources, which need Node', () => {
    const bundled = ['testing', 'src/resolvers'].flatMap((folder) =>
      readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
        .filter((name) => name.endsWith('.ts'))
        .map((name) => join(folder, name)),
    )
    const taking = bundled.filter((file) =>
      /^import (?!type )[^'"]*'[./]*(?:src\/)?datasources\/index\.ts'/m.test(
        readFileSync(join(root, file), 'utf8'),
      ),
    )
    expect(bundled.length).toBeGreaterThan(50)
    expect(taking).toEqual([])
  })

  it('OpenTelemetry is known to one file, and by its API alone: whose SDK it is, operators decide', () => {
    const known = imports.filter(({ to }) => to.startsWith('@opentelemetry/'))
    expect(known.map(({ from, to }) => `${from} → ${to}`)).toEqual([
      'src/telemetry/spans/index.ts → @opentelemetry/api',
    ])
  })

  it('the primary of several workers loads neither GraphQL nor what serves requests', () => {
    const reached = new Set<string>()
    const visit = (file: string): void => {
      if (reached.has(file)) return
      reached.add(file)
      for (const { from, to } of imports) if (from === file) visit(to)
    }
    visit('src/server/start-primary.ts')
    const heavy = ['src/gateway.ts', 'src/schema.ts', 'src/server/server.ts', 'graphql-yoga']
    expect(heavy.filter((file) => reached.has(file))).toEqual([])
    expect(reached).toContain('src/workers/held-store.ts')
  })

  it('only the settings read the environment', () => {
    const readers = readdirSync(src, { recursive: true, withFileTypes: true })
      .filter(
        (entry) =>
          entry.isFile() && readFileSync(join(entry.parentPath, entry.name), 'utf8').includes('process.env'),
      )
      .map((entry) => relative(root, join(entry.parentPath, entry.name)))
    expect(readers).toEqual(['src/config/index.ts'])
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
