/** An option of a command. */
export interface Option {
  readonly type: 'boolean' | 'string'
  readonly short?: string
  /** Stands for the value in the help, such as `<JSON>`. Default: it takes none. */
  readonly value?: string
  readonly description: string
}

export type Options = Readonly<Record<string, Option>>

/** The given options by name. */
export type Values<Known extends Options> = {
  readonly [Name in keyof Known]?: { boolean: boolean; string: string }[Known[Name]['type']]
}

/** A command of `parley`. It takes `--help` besides its own options. */
export interface Command<Known extends Options = Options> {
  /** One line for the list of commands. */
  readonly summary: string
  /** What else its help says. Default: nothing. */
  readonly details?: string
  /** The one argument that it requires, such as `<file.graphql>`. Default: it takes none. */
  readonly operand?: string
  readonly options: Known
  /** What a program receives on stdout where the arguments are wrong and `--json` is given. Default: `{problems}`. */
  problemsAsJson?(problems: readonly string[]): unknown
  /**
   * Runs it. Resolves to the exit code; to undefined if the process keeps running.
   * @param operand empty if the command takes none
   */
  run(values: Values<Known>, operand: string): Promise<number | undefined>
}

/** The option that most commands have. */
export const JSON_OPTION = {
  type: 'boolean',
  description: 'print JSON for programs',
} as const satisfies Option

/** Checks the options of a command against what it reads. */
export const defineCommand = <const Known extends Options>(command: Command<Known>): Command => command
