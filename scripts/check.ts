import { spawn } from 'node:child_process'
import { once } from 'node:events'

/** One after another, until one fails. */
const checks = ['npm run codegen:check', 'npm run typecheck', 'npm run lint']
/** Takes as long as the others together, on one core: it runs beside them, and its output comes last. */
const besides = 'npm run format:check'

const start = (command: string, stdout: 'inherit' | 'pipe') => {
  const child = spawn(command, { shell: true, stdio: ['ignore', stdout, stdout] })
  const output: Buffer[] = []
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (part: Buffer) => output.push(part))
  const ended = once(child, 'close').then(([code]) => code === 0)
  return { ended, output }
}

const format = start(besides, 'pipe')
const failed: string[] = []
for (const command of checks) {
  if (failed.length === 0 && !(await start(command, 'inherit').ended)) failed.push(command)
}
if (!(await format.ended)) failed.push(besides)
process.stdout.write(Buffer.concat(format.output))
// Last, since what failed may be far above.
if (failed.length > 0) {
  process.stderr.write(`failed: ${failed.join(', ')}\n`)
  process.exitCode = 1
}
