// Gives the build its own copy of graphql-js and of what is built on it. An installed package would find that of the
// project that it is installed in, often another major version, and parts with different copies do not know each other's
// schemas and errors.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join, relative, sep } from 'node:path'
import { type InputOptions, type OutputChunk, rolldown } from 'rolldown'
import { licensesOf } from './licenses.ts'

const OUTPUT = 'dist/graphql'

/** What is built, by the names that the code imports. Browsers can load the first two. */
const FILES = {
  graphql: 'graphql.js',
  '@graphql-tools/schema': 'schema.js',
  'graphql-yoga': 'yoga.js',
} as const

type Name = keyof typeof FILES

const build = async (names: readonly Name[], options: InputOptions): Promise<string[]> => {
  const input = Object.fromEntries(names.map((name) => [FILES[name], name]))
  const bundle = await rolldown({ input, ...options })
  const paths = Object.fromEntries(Object.entries(FILES).map(([name, file]) => [name, `./${file}`]))
  const { output } = await bundle.write({
    dir: OUTPUT,
    entryFileNames: '[name]',
    chunkFileNames: 'shared-[hash].js',
    paths,
  })
  await bundle.close()
  const chunks = output.filter((one): one is OutputChunk => one.type === 'chunk')
  return chunks.flatMap(({ moduleIds }) => moduleIds)
}

const modules = [
  ...(await build(['graphql', '@graphql-tools/schema'], { platform: 'neutral' })),
  ...(await build(['graphql-yoga'], { platform: 'node', external: ['graphql', '@graphql-tools/schema'] })),
]
writeFileSync(join(OUTPUT, 'LICENSES.txt'), licensesOf(modules))

const files = readdirSync('dist', { recursive: true, encoding: 'utf8' })
  .map((name) => join('dist', name))
  .filter((name) => name.endsWith('.js') && dirname(name) !== OUTPUT)
for (const file of files) {
  const own = relative(dirname(file), OUTPUT).replaceAll(sep, '/')
  const text = readFileSync(file, 'utf8').replaceAll(
    /(\bfrom |\bimport\()'(graphql|@graphql-tools\/schema|graphql-yoga)'/g,
    (_, opening: string, name: Name) => `${opening}'${own}/${FILES[name]}'`,
  )
  writeFileSync(file, text)
}
