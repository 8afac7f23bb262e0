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
let isGood = true
for (const command of checks) isGood = isGood && (await start(command, 'inherit').ended)
const isFormatted = await format.ended
process.stdout.write(Buffer.concat(format.output))
if (!isGood || !isFormatted) process.exitCode = 1
