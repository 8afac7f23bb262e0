import { parseArgs } from 'node:util'
import { toError } from '../errors.ts'
import { redactText } from '../redaction.ts'
import { examine } from './examine.ts'
import { isHealthy, toJson, toLines } from './report.ts'

const readOptions = () => {
  try {
    return parseArgs({ options: { json: { type: 'boolean', default: false } } }).values
  } catch {
    process.stderr.write('The doctor takes one option: --json\n')
    return undefined
  }
}

const options = readOptions()
if (options) {
  try {
    const findings = await examine()
    process.stdout.write(options.json ? toJson(findings) : toLines(findings))
    process.exitCode = isHealthy(findings) ? 0 : 1
  } catch (error) {
    process.stderr.write(`The doctor failed: ${redactText(toError(error).message)}\n`)
    process.exitCode = 1
  }
} else {
  process.exitCode = 2
}
