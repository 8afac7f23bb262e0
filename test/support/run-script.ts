import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { resolve } from 'node:path'

const root = resolve(import.meta.dirname, '../..')

/** How a script ended and what it said. */
export interface ScriptEnd {
  readonly code: number | null
  readonly stdout: string
  readonly stderr: string
}

/** Runs a script of the project in a folder, with these settings only. */
export const runScript = async (
  script: string,
  {
    cwd,
    env,
    args = [],
  }: { readonly cwd: string; readonly env: Record<string, string>; readonly args?: readonly string[] },
): Promise<ScriptEnd> => {
  const child = spawn(process.execPath, [resolve(root, script), ...args], {
    cwd,
    env: { PATH: process.env['PATH'], ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let stdout = ''
  let stderr = ''
  child.stdout.setEncoding('utf8').on('data', (text: string) => void (stdout += text))
  child.stderr.setEncoding('utf8').on('data', (text: string) => void (stderr += text))
  const [code] = (await once(child, 'close')) as [number | null]
  return { code, stdout, stderr }
}
