import { HELP_OPTION } from './arguments.ts'
import type { Command, Option, Options } from './command.ts'

type Row = readonly [term: string, description: string]

/** Rows in two columns. */
const columns = (rows: readonly Row[]): string => {
  const width = Math.max(...rows.map(([term]) => term.length))
  return rows.map(([term, description]) => `  ${term.padEnd(width)}  ${description}`).join('\n')
}

const termOf = (name: string, { short, value }: Option): string =>
  [
    `--${name}`,
    ...(value === undefined ? [] : [value]),
    ...(short === undefined ? [] : [`(-${short})`]),
  ].join(' ')

const describeOptions = (options: Options): string =>
  columns(Object.entries(options).map(([name, option]) => [termOf(name, option), option.description]))

/** How one command is typed, such as `parley doctor [--json]`. */
export const usageOf = (name: string, { operand, options }: Command): string => {
  const flags = Object.entries(options).map(
    ([option, { value }]) => `[--${option}${value === undefined ? '' : ` ${value}`}]`,
  )
  return ['parley', name, ...(operand === undefined ? [] : [operand]), ...flags].join(' ')
}

const sentence = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}.`

/** The help of one command. */
export const helpOf = (name: string, command: Command): string => {
  const { summary, details, options } = command
  const parts = [
    `Usage: ${usageOf(name, command)}`,
    [sentence(summary), ...(details === undefined ? [] : [details])].join('\n'),
  ]
  return `${[...parts, describeOptions({ ...options, help: HELP_OPTION })].join('\n\n')}\n`
}

/** The help of `parley` itself. */
export const helpOfAll = (commands: Readonly<Record<string, Command>>): string =>
  `Usage: parley <command> [options]

${columns(Object.entries(commands).map(([name, { summary }]) => [name, summary]))}

${describeOptions({
  help: { ...HELP_OPTION, description: 'print this help, or that of a command' },
  version: { type: 'boolean', short: 'v', description: 'print the version' },
})}

Settings are read from the environment and from a file .env in this folder. Without any, the gateway runs in front of a
sandbox with made-up people.
`
