import { readFile } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import { loadEnvironment, readSettings } from '../src/config/index.ts'
import { toError } from '../src/errors.ts'
import { isObject } from '../src/json.ts'
import { createSchema } from '../src/schema.ts'
import { explain, type ExplainOptions } from './explain/explain.ts'

/** Prints the worst-case cost of the operations in a file: `npm run explain -- page.graphql --variables '{"first": 50}'`. */

const USAGE = `npm run explain -- <file.graphql> [--variables <JSON>] [--limit <calls>] [--json]

  --variables  variables as a client sends them; they determine the length of lists. What is required and not given
               is priced as the dearest that it could be
  --limit      exit with 1 if an operation may cause more calls (default: LIMIT_COST, 500)
  --json       print one JSON object for programs: operations and problems
`

const readVariables = (text: string): ExplainOptions['variables'] => {
  try {
    const variables: unknown = JSON.parse(text)
    if (isObject(variables)) return variables
  } catch {
    // The message below says it better.
  }
  throw new Error('--variables must be a JSON object, for example {"first": 50}.')
}

const readLimit = (text: string | undefined): number => {
  if (text === undefined) return readSettings(loadEnvironment()).limits.cost
  if (!/^\d{1,9}$/.test(text)) throw new Error('--limit must be a number of calls, for example 20.')
  return Number(text)
}

const readDocument = (file: string): Promise<string> =>
  readFile(file, 'utf8').catch(() => {
    throw new Error(`${file} cannot be read.`)
  })

const run = async (args: readonly string[]): Promise<ReturnType<typeof explain>> => {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      help: { type: 'boolean', short: 'h' },
      json: { type: 'boolean' },
      variables: { type: 'string', default: '{}' },
      limit: { type: 'string' },
    },
  })
  const [file] = positionals
  if (values.help || file === undefined) throw new Error(USAGE)
  const options = { variables: readVariables(values.variables), limit: readLimit(values.limit) }
  return explain(createSchema(), await readDocument(file), options)
}

const args = process.argv.slice(2)
const { operations, lines, isOverLimit, problems } = await run(args).catch((error: unknown) => ({
  operations: [],
  lines: [],
  isOverLimit: false,
  problems: [toError(error).message],
}))
if (args.includes('--json')) console.log(JSON.stringify({ operations, problems }, null, 2))
else {
  for (const line of lines) console.log(line)
  for (const problem of problems) console.error(problem)
}
process.exitCode = problems.length > 0 ? 2 : isOverLimit ? 1 : 0
