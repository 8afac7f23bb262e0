import { readFile } from 'node:fs/promises'
import { loadEnvironment, readSettings } from '../../config/index.ts'
import { toError } from '../../errors.ts'
import { isObject } from '../../json.ts'
import type { Explanation, ExplainOptions } from '../../limits/cost/explain.ts'
import { defineCommand, JSON_OPTION } from '../command.ts'

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

interface Values {
  readonly variables?: string
  readonly limit?: string
}

const explainFile = async (file: string, { variables = '{}', limit }: Values): Promise<Explanation> => {
  const options = { variables: readVariables(variables), limit: readLimit(limit) }
  const text = await readDocument(file)
  const { createSchema } = await import('../../schema.ts')
  const { explain: explainDocument } = await import('../../limits/cost/explain.ts')
  return explainDocument(createSchema(), text, options)
}

const failed = (error: unknown): Explanation => ({
  operations: [],
  lines: [],
  isOverLimit: false,
  problems: [toError(error).message],
})

export const explain = defineCommand({
  summary: 'print how many upstream calls each operation of a file causes at most',
  details: `It exits with 1 if an operation exceeds the limit, and with 2 if the file or an argument is wrong.`,
  operand: '<file.graphql>',
  options: {
    variables: {
      type: 'string',
      value: '<JSON>',
      description: 'as a client sends them; they set the length of lists. Default: the dearest',
    },
    limit: {
      type: 'string',
      value: '<calls>',
      description: 'calls that an operation may cause. Default: LIMIT_COST, 500',
    },
    json: { ...JSON_OPTION, description: 'print one JSON object: operations and problems' },
  },
  problemsAsJson: (problems) => ({ operations: [], problems }),
  async run({ json = false, ...values }, file) {
    const { operations, lines, isOverLimit, problems } = await explainFile(file, values).catch(failed)
    if (json) process.stdout.write(`${JSON.stringify({ operations, problems }, undefined, 2)}\n`)
    else {
      process.stdout.write(lines.map((line) => `${line}\n`).join(''))
      process.stderr.write(problems.map((problem) => `${problem}\n`).join(''))
    }
    return problems.length > 0 ? 2 : isOverLimit ? 1 : 0
  },
})
