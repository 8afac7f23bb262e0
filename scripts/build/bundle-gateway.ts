// Puts what a start of the built gateway loads into a few files: some 700 modules took more time to find and read than
// to run. Packages that only some settings need stay where they are and load on demand.
import http from 'node:http'
import { rmSync, writeFileSync } from 'node:fs'
import { dirname, join, relative, resolve, sep } from 'node:path'
import { type OutputChunk, type Plugin, rolldown } from 'rolldown'
import { licensesOf } from './licenses.ts'

const root = resolve(import.meta.dirname, '../..')
const dist = join(root, 'dist')
const OUTPUT = 'gateway'
/** Imported by `src/main.ts` and by `parley start`. */
const ENTRY = join(dist, 'src/server/start.js')
const ON_DEMAND = ['@redis/client', '@graphql-yoga/render-graphiql', 'ws']

/** All but those of that client. */
const HTTP_EXPORTS = Object.keys(http).filter(
  (name) => !['CloseEvent', 'MessageEvent', 'WebSocket'].includes(name),
)

const isOnDemand = (id: string): boolean => ON_DEMAND.some((name) => id === name || id.startsWith(`${name}/`))

const slashes = (path: string): string => path.replaceAll(sep, '/')

/** Where modules read files beside themselves, they go on to find these there. */
const keepModuleUrls: Plugin = {
  name: 'keep-module-urls',
  transform(code, id) {
    if (!id.startsWith(dist) || !code.includes('import.meta.url')) return null
    const from = slashes(relative(join(dist, OUTPUT), id))
    return code.replaceAll('import.meta.url', `new URL(${JSON.stringify(from)}, import.meta.url)`)
  },
}

/**
 * An import of `node:http` reads all that it exports, and with it loads Node's HTTP client for `fetch`, which nothing here
 * uses and which takes 16 MiB and 30 ms. Otherwise it loads when somebody uses it.
 */
const importLessOfHttp: Plugin = {
  name: 'import-less-of-http',
  resolveId: (id) => (id === 'node:http' ? '\0http' : null),
  load: (id) =>
    id === '\0http'
      ? `const http = process.getBuiltinModule('node:http')
export const { ${HTTP_EXPORTS.join(', ')} } = http
export default http`
      : null,
}

/** How Yoga's HTTP adapter finds out whether its `Request` is Node's. */
const ASKS_FOR_NODES = 'fetchAPI.Request !== globalThis.Request'
let answered = 0

/** Yoga asks whether its `Request` is Node's, which it is not. To ask would load the same client. */
const leaveNodesClient: Plugin = {
  name: 'leave-nodes-client',
  transform(code) {
    if (!code.includes(ASKS_FOR_NODES)) return null
    answered += 1
    return code.replace(ASKS_FOR_NODES, 'true')
  },
}

const bundle = await rolldown({
  input: { start: ENTRY },
  platform: 'node',
  external: (id) => (id.startsWith('node:') && id !== 'node:http') || isOnDemand(id),
  plugins: [keepModuleUrls, importLessOfHttp, leaveNodesClient],
})
const { output } = await bundle.write({
  dir: join(dist, OUTPUT),
  entryFileNames: '[name].js',
  chunkFileNames: '[name]-[hash].js',
})
await bundle.close()
if (answered !== 1) throw new Error(`"${ASKS_FOR_NODES}" is in ${answered} modules instead of one.`)

const chunks = output.filter((one): one is OutputChunk => one.type === 'chunk')
writeFileSync(join(dist, OUTPUT, 'LICENSES.txt'), licensesOf(chunks.flatMap(({ moduleIds }) => moduleIds)))

writeFileSync(
  ENTRY,
  `import ${JSON.stringify(slashes(join(relative(dirname(ENTRY), dist), OUTPUT, 'start.js')))}\n`,
)
rmSync(`${ENTRY}.map`, { force: true })
