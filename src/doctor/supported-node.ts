// Ends the process, with a sentence instead of a stack, where this Node does not run Parley.
import { checkNode } from './node-version.ts'
import { engines } from '../version.ts'

const { verdict, text, advice = '' } = checkNode(process.version, engines)
if (verdict === 'failure') {
  process.stderr.write(`Parley cannot start: ${text}: ${advice}\n`)
  process.exit(1)
}
