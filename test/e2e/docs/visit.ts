import { execFile } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { promisify } from 'node:util'
import type { Block } from './blocks.ts'

const run = promisify(execFile)

/** The gateway's address on the pages. */
const SHOWN_ADDRESS = 'http://127.0.0.1:4000'

/** Whether this machine can run `sh` blocks with curl. */
export const hasCurl = (process.env['PATH'] ?? '')
  .split(delimiter)
  .some((folder) => existsSync(join(folder, 'curl')))

/** Runs the requests of one page, from top to bottom. */
export interface Visit {
  /** Runs a block and returns its output, usually JSON. @throws Error if it fails */
  run(block: Block): Promise<string>
  /** Deletes the files that the blocks created. */
  end(): void
}

/**
 * Blocks of one page share a folder and cookies, so a page may sign in first.
 * @param url base URL of the gateway, which replaces the address on the pages
 * @param env environment variables that pages use
 */
export const createVisit = (url: string, env: Readonly<Record<string, string>>): Visit => {
  const cwd = mkdtempSync(join(tmpdir(), 'parley-page-'))
  let cookie = ''

  const send = async (query: string): Promise<string> => {
    const response = await fetch(`${url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', cookie },
      body: JSON.stringify({ query }),
    })
    cookie = response.headers.get('set-cookie')?.split(';')[0] ?? cookie
    return response.text()
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
