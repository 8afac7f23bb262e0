import { readFile } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import { loadEnvironment, readSettings } from '../src/config/index.ts'
import { createSchema } from '../src/schema.ts'
import { explain } from './explain/explain.ts'

/** Prints the worst-case cost of the operations in a file: `npm run explain -- page.graphql --variables '{"first": 50}'`. */

const USAGE = `npm run explain -- <file.graphql> [--variables <JSON>] [--limit <calls>]

  --variables  variables as a client sends them; they determine the length of lists
  --limit      exit with 1 if an operation may cause more calls (default: LIMIT_COST, 500)
`

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    help: { type: 'boolean', short: 'h' },
    variables: { type: 'string', default: '{}' },
    limit: { type: 'string' },
  },
})

const stop = (message: string): never => {
  process.stderr.write(`${message}\n`)
  return process.exit(2)
}

const readVariables = (): Record<string, unknown> => {
  try {
    return JSON.parse(values.variables) as Record<string, unknown>
  } catch {
    return stop('--variables must be a JSON object, for example {"first": 50}.')
  }
}

const [file] = positionals
if (values.help || file === undefined) {
  stop(USAGE)
} else {
  const text = await readFile(file, 'utf8').catch(() => stop(`${file} cannot be read.`))
  const limit = Number(values.limit ?? readSettings(loadEnvironment()).limits.cost)
  const { lines, isOverLimit, problems } = explain(createSchema(), text, {
    variables: readVariables(),
    limit,
  })
  for (const line of lines) console.log(line)
  if (problems.length > 0) stop(problems.join('\n'))
  process.exitCode = isOverLimit ? 1 : 0
}
