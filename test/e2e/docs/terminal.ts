import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { delimiter, dirname } from 'node:path'

/** A running command. */
export interface Program {
  /** Its output so far, stdout and stderr in order of arrival. */
  said(): string
  /** The first match of a pattern in its output. @throws Error if it ends without a match or takes too long */
  until(pattern: RegExp): Promise<RegExpExecArray>
  /** Its exit code, once it and all its children have ended. @throws Error if it takes too long */
  ended(): Promise<number | null>
  /** Ends it and all its children, and waits for that. */
  end(): Promise<void>
}

const TIMEOUT_MS = 200_000
const STOP_TIMEOUT_MS = 10_000

/** Without the folders that npm adds to PATH for this test: a newcomer does not have them. */
const ownPath = (process.env['PATH'] ?? '')
  .split(delimiter)
  .filter((folder) => !/[\\/]node_modules[\\/]/.test(`${folder}/`))
  .join(delimiter)

/** The same PATH, with a supported Node first. */
export const pathWithNode = [dirname(process.execPath), ownPath].join(delimiter)

/** Variables that npm needs to reach its registry. No setting of Parley passes. */
const REACH =
  /^(HOME|TMPDIR|LANG|(https?|no)_proxy|NODE_EXTRA_CA_CERTS|SSL_CERT_FILE|npm_config_(cache|registry|userconfig))$/i

/** The environment of someone who is new here. */
export const newcomer = {
  ...Object.fromEntries(Object.entries(process.env).filter(([name]) => REACH.test(name))),
  PATH: ownPath,
  NO_COLOR: '1',
  // Packages that are in npm's cache are not downloaded again.
  npm_config_prefer_offline: 'true',
  npm_config_audit: 'false',
  npm_config_fund: 'false',
  npm_config_update_notifier: 'false',
}

/**
 * Runs a command in a shell.
 * @param env added to a newcomer's environment: a home, a PATH, and npm's cache
 */
export const type = (
  command: string,
  { cwd, env }: { readonly cwd: string; readonly env: Readonly<Record<string, string>> },
): Program => {
  // In its own process group, so that npm and everything below it can be ended together.
  const child = spawn('bash', ['-euo', 'pipefail', '-c', command], {
    cwd,
    env: { ...newcomer, ...env },
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let text = ''
  let onOutput = (): void => undefined
  const append = (part: string): void => {
    text += part
    onOutput()
  }
  child.stdout.setEncoding('utf8').on('data', append)
  child.stderr.setEncoding('utf8').on('data', append)
  const closed = once(child, 'close').then(([code]) => code as number | null)

  let isOver = false
  const signal = (name: NodeJS.Signals): void => {
    // The process id may be reused by now.
    if (isOver || child.pid === undefined) return
    try {
      process.kill(-child.pid, name)
    } catch {
      // The group has ended.
    }
  }
  const kill = (): void => signal('SIGKILL')
  process.once('exit', kill)
  void closed.then(() => {
    isOver = true
    process.off('exit', kill)
  })

  const problem = (what: string): Error => new Error(`${command}\n${what}:\n${text.slice(-4_000)}`)

  const withTimeout = async <Result>(result: Promise<Result>, what: string): Promise<Result> => {
    const { promise: late, reject } = Promise.withResolvers<never>()
    const deadline = setTimeout(() => reject(problem(what)), TIMEOUT_MS)
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
      onOutput = () => {
        const found = pattern.exec(text)
        if (found) resolve(found)
      }
      onOutput()
      void closed.then((code) => reject(problem(`ended with exit code ${code}`)))
      return withTimeout(promise, `did not print ${pattern.source}`)
    },
    ended: () => withTimeout(closed, 'did not end'),
    async end() {
      signal('SIGTERM')
      const killTimer = setTimeout(kill, STOP_TIMEOUT_MS)
      await closed
      clearTimeout(killTimer)
    },
  }
}
