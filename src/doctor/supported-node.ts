// Exits with a message instead of a stack trace if this version of Node cannot run Parley.
import { checkNode } from './node-version.ts'
import { engines } from '../version.ts'

const { verdict, text, advice = '' } = checkNode(process.version, engines)
if (verdict === 'failure') {
  process.stderr.write(`Parley cannot start: Node ${text}. Do: ${advice}\n`)
  process.exit(1)
}
