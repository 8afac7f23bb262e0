import { parseArgs } from 'node:util'
import { closestName } from '../config/near-names.ts'
import type { Command, Option, Options, Values } from './command.ts'

/** The arguments of a command, and what is wrong with them, in words. */
export interface Arguments {
  readonly values: Values<Options>
  readonly operand: string
  readonly problems: readonly string[]
}

export const HELP_OPTION = {
  type: 'boolean',
  short: 'h',
  description: 'print this help',
} as const satisfies Option

const didYouMean = (name: string, known: readonly string[], prefix = ''): string => {
  const closest = closestName(name, known)
  return closest === undefined ? '' : ` Did you mean ${prefix}${closest}?`
}

/** Says that there is no such command. */
export const unknownCommand = (name: string, known: readonly string[]): string =>
  `${JSON.stringify(name)} is not a command.${didYouMean(name, known)}`

/** Reads the arguments of a command, `--help` included. Whatever it does not know is a problem. */
export const readArguments = ({ options, operand }: Command, args: readonly string[]): Arguments => {
  const known: Options = { ...options, help: HELP_OPTION }
  const { values, positionals, tokens } = parseArgs({
    args: [...args],
    options: known,
    strict: false,
    allowPositionals: true,
    tokens: true,
  })
  const problems = tokens.flatMap((token) => {
    if (token.kind !== 'option') return []
    const option = Object.hasOwn(known, token.name) ? known[token.name] : undefined
    if (!option) {
      return [`there is no option ${token.rawName}.${didYouMean(token.name, Object.keys(known), '--')}`]
    }
    if (option.type === 'boolean') {
      return token.value === undefined ? [] : [`${token.rawName} takes no value.`]
    }
    const isMissing = token.value === undefined || (!token.inlineValue && /^--?\D/.test(token.value))
    return isMissing ? [`${token.rawName} needs a value: ${option.value ?? ''}`] : []
  })
  const [first = '', ...others] = positionals
  const unexpected = operand === undefined ? positionals : others
  problems.push(...unexpected.map((text) => `unexpected argument ${JSON.stringify(text)}.`))
  if (operand !== undefined && positionals.length === 0 && !values['help'])
    problems.push(`${operand} is missing.`)
  return { values, operand: first, problems }
}
