import { execFile } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { promisify } from 'node:util'
import type { Block } from './blocks.ts'

const run = promisify(execFile)

/** Where pages say that the gateway listens. */
const SHOWN_ADDRESS = 'http://127.0.0.1:4000'

/** Whether this machine can run what stands in `sh` blocks. */
export const hasCurl = (process.env['PATH'] ?? '')
  .split(delimiter)
  .some((folder) => existsSync(join(folder, 'curl')))

/** Somebody who tries out what a page shows, from top to bottom. */
export interface Visit {
  /** Runs a block and gives what came out: a text, JSON as a rule. @throws Error where it fails */
  run(block: Block): Promise<string>
  /** Throws away what was left on the disk. */
  end(): void
}

/**
 * Blocks of one page share a folder and a browser's cookies, so a page may sign in first.
 * @param url base URL of the gateway, taken in the place of the address that the pages show
 * @param env what pages take out of the environment
 */
export const createVisit = (url: string, env: Readonly<Record<string, string>>): Visit => {
  const cwd = mkdtempSync(join(tmpdir(), 'parley-shown-'))
  let cookie = ''

  const send = async (query: string): Promise<string> => {
    const answer = await fetch(`${url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', cookie },
      body: JSON.stringify({ query }),
    })
    cookie = answer.headers.get('set-cookie')?.split(';')[0] ?? cookie
    return answer.text()
  }

  const execute = async (program: string, args: readonly string[], text: string): Promise<string> => {
    const { stdout } = await run(program, [...args, text.replaceAll(SHOWN_ADDRESS, url)], {
      cwd,
      env: { ...process.env, ...env },
    })
    return stdout
  }

  return {
    run({ language, text }) {
      if (language === 'graphql') return send(text)
      if (language === 'js') return execute(process.execPath, ['--input-type=module', '--eval'], text)
      return execute('bash', ['-euo', 'pipefail', '-c'], text)
    },
    end: () => rmSync(cwd, { recursive: true }),
  }
}
