import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { delimiter, dirname } from 'node:path'

/** A command that has been typed in. */
export interface Program {
  /** What it has printed so far, stdout and stderr as they came. */
  said(): string
  /** What a pattern finds in what it prints, as soon as it does. @throws Error where it ends before, or takes too long */
  until(pattern: RegExp): Promise<RegExpExecArray>
  /** Its exit code, once it has ended by itself and all that it has started is gone. @throws Error where it takes too long */
  ended(): Promise<number | null>
  /** Asks it to end, and all that it has started, and waits until they are gone. */
  end(): Promise<void>
}

const PATIENCE_MS = 200_000
const STOP_PATIENCE_MS = 10_000

/** What npm has put before the machine's own programs, to run this test, is not there for a newcomer. */
const ownPath = (process.env['PATH'] ?? '')
  .split(delimiter)
  .filter((folder) => !/[\\/]node_modules[\\/]/.test(`${folder}/`))
  .join(delimiter)

/** The same with a Node in front that Parley runs on. */
export const pathWithNode = [dirname(process.execPath), ownPath].join(delimiter)

/** What the machine needs to reach its packages, and nothing else of this shell's: no setting of Parley's. */
const REACH =
  /^(HOME|TMPDIR|LANG|(https?|no)_proxy|NODE_EXTRA_CA_CERTS|SSL_CERT_FILE|npm_config_(cache|registry|userconfig))$/i

const newcomer = {
  ...Object.fromEntries(Object.entries(process.env).filter(([name]) => REACH.test(name))),
  PATH: ownPath,
  NO_COLOR: '1',
  // What an install of this checkout has fetched need not be fetched again.
  npm_config_prefer_offline: 'true',
  npm_config_audit: 'false',
  npm_config_fund: 'false',
  npm_config_update_notifier: 'false',
}

/**
 * Types a command into a shell.
 * @param env beside a newcomer's environment: a home, a PATH, and npm's cache
 */
export const type = (
  command: string,
  { cwd, env }: { readonly cwd: string; readonly env: Readonly<Record<string, string>> },
): Program => {
  // In a group of its own, so that npm, what npm starts and what that starts can be ended at once.
  const child = spawn('bash', ['-euo', 'pipefail', '-c', command], {
    cwd,
    env: { ...newcomer, ...env },
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let text = ''
  let listen = (): void => undefined
  const hear = (part: string): void => {
    text += part
    listen()
  }
  child.stdout.setEncoding('utf8').on('data', hear)
  child.stderr.setEncoding('utf8').on('data', hear)
  const closed = once(child, 'close').then(([code]) => code as number | null)

  let isOver = false
  const signal = (name: NodeJS.Signals): void => {
    // Its number may be somebody else's by now.
    if (isOver || child.pid === undefined) return
    try {
      process.kill(-child.pid, name)
    } catch {
      // Nobody of the group is left.
    }
  }
  const kill = (): void => signal('SIGKILL')
  process.once('exit', kill)
  void closed.then(() => {
    isOver = true
    process.off('exit', kill)
  })

  const problem = (what: string): Error => new Error(`${command}\n${what}:\n${text.slice(-4_000)}`)

  const inTime = async <Result>(result: Promise<Result>, what: string): Promise<Result> => {
    const { promise: late, reject } = Promise.withResolvers<never>()
    const deadline = setTimeout(() => reject(problem(what)), PATIENCE_MS)
    try {
      return await Promise.race([result, late])
    } finally {
      clearTimeout(deadline)
    }
  }

  return {
    said: () => text,
    until(pattern) {
      const { promise, resolve, reject } = Promise.withResolvers<RegExpExecArray>()
      listen = () => {
        const found = pattern.exec(text)
        if (found) resolve(found)
      }
      listen()
      void closed.then((code) => reject(problem(`ended with ${code}`)))
      return inTime(promise, `has not printed ${pattern.source}`)
    },
    ended: () => inTime(closed, 'has not ended'),
    async end() {
      signal('SIGTERM')
      const impatience = setTimeout(kill, STOP_PATIENCE_MS)
      await closed
      clearTimeout(impatience)
    },
  }
}
