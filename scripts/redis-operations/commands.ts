import { createClient } from '@redis/client'

/** A command that Redis has received, with its arguments as bytes in latin1. */
export type Command = readonly string[]

/** Watches what Redis does. */
export interface Watch {
  /** The commands that clients have sent since the last `take`. Resolves once Redis has been quiet for a moment. */
  take(): Promise<readonly Command[]>
  close(): void
}

/** Milliseconds without a command after which nothing more belongs to a request. */
const QUIET_MS = 60

/** What a gateway asks again and again whether it has requests or not, and what opens a connection. */
const HOUSEKEEPING = new Set(['INFO', 'HGET', 'HSCAN', 'PING', 'HELLO', 'SUBSCRIBE', 'CLIENT', 'MONITOR'])

export const isHousekeeping = ([name = '']: Command): boolean => HOUSEKEEPING.has(name.toUpperCase())

/** Redis's words for bytes that cannot be printed. */
const ESCAPES: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', a: '\x07', b: '\b' }

const unescape = (text: string): string =>
  text.replaceAll(/\\(?:x([0-9a-f]{2})|(.))/g, (_, hex: string | undefined, letter: string) =>
    hex === undefined ? (ESCAPES[letter] ?? letter) : String.fromCharCode(Number.parseInt(hex, 16)),
  )

/** Reads a line of MONITOR; undefined for what a script does, which belongs to the command that runs it. */
export const toCommand = (line: string): Command | undefined => {
  if (/^[\d.]+ \[\d+ lua\]/.test(line)) return undefined
  const start = line.indexOf('] ')
  const found = line.slice(start + 2).matchAll(/"((?:[^"\\]|\\.)*)"/g)
  return [...found].map(([, argument = '']) => unescape(argument))
}

export const watchCommands = async (url: string): Promise<Watch> => {
  const client = await createClient({ url }).connect()
  let commands: Command[] = []
  let changedAt = performance.now()
  await client.monitor((line) => {
    const command = toCommand(line)
    if (!command) return
    commands.push(command)
    if (!isHousekeeping(command)) changedAt = performance.now()
  })
  return {
    async take() {
      changedAt = performance.now()
      while (performance.now() - changedAt < QUIET_MS) {
        await new Promise((resolve) => setTimeout(resolve, QUIET_MS / 4))
      }
      const taken = commands
      commands = []
      return taken
    },
    close: () => client.destroy(),
  }
}

/** Such as `2 EVAL, 1 MGET of 5 keys`, in the order of first use. */
export const summaryOf = (commands: readonly Command[]): string => {
  const counts = new Map<string, number>()
  for (const command of commands) {
    const name = (command[0] ?? '').toUpperCase()
    const keys = name === 'MGET' ? ` of ${command.length - 1}` : ''
    counts.set(name + keys, (counts.get(name + keys) ?? 0) + 1)
  }
  const parts = [...counts].map(([name, count]) => `${count} ${name}`)
  return parts.length === 0 ? 'none' : parts.join(', ')
}
