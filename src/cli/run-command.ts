import { toError } from '../errors.ts'
import { packageVersion } from '../version.ts'
import { readArguments, unknownCommand } from './arguments.ts'
import type { Command } from './command.ts'
import { commands } from './commands/index.ts'
import { helpOf, helpOfAll, usageOf } from './help.ts'

/** The exit code for arguments that cannot be understood. */
const WRONG_ARGUMENTS = 2

const print = (text: string): number => {
  process.stdout.write(text)
  return 0
}

const refuse = (...lines: readonly string[]): number => {
  process.stderr.write(`${lines.join('\n')}\n`)
  return WRONG_ARGUMENTS
}

const runNamed = async (
  name: string,
  command: Command,
  args: readonly string[],
): Promise<number | undefined> => {
  const { values, operand, problems } = readArguments(command, args)
  if (values['help'] === true) return print(helpOf(name, command))
  if (problems.length === 0) return command.run(values, operand)
  const lines = [
    ...problems.map((problem) => `parley ${name}: ${problem}`),
    `Usage: ${usageOf(name, command)}`,
  ]
  if (values['json'] !== true) return refuse(...lines)
  const report = command.problemsAsJson?.(lines) ?? { problems: lines }
  print(`${JSON.stringify(report, undefined, 2)}\n`)
  return WRONG_ARGUMENTS
}

const isCommand = (name: string): name is keyof typeof commands => Object.hasOwn(commands, name)

const run = async ([name, ...rest]: readonly string[]): Promise<number | undefined> => {
  switch (name) {
    case undefined:
      return refuse('parley: a command is missing.', '', helpOfAll(commands).trimEnd())
    case '--version':
    case '-v':
      return print(`${packageVersion}\n`)
    case 'help':
      if (rest[0] !== undefined) return run([rest[0], '--help'])
      return print(helpOfAll(commands))
    case '--help':
    case '-h':
      return print(helpOfAll(commands))
    default:
      if (isCommand(name)) return runNamed(name, commands[name], rest)
      return refuse(
        `parley: ${unknownCommand(name, [...Object.keys(commands), '--help', '--version'])}`,
        'parley --help lists the commands.',
      )
  }
}

/** Runs `parley` with these arguments. Resolves to its exit code; to undefined if the process keeps running. */
export const runCommand = (args: readonly string[]): Promise<number | undefined> =>
  run(args).catch((error: unknown) => {
    process.stderr.write(`parley: ${toError(error).message}\n`)
    return 1
  })
