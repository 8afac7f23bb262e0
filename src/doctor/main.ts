import { parseArgs } from 'node:util'
import { toError } from '../errors.ts'
import type { Finding } from '../finding.ts'
import { redactText } from '../redaction.ts'
import { engines } from '../version.ts'
import { examineNode } from './node-version.ts'
import { isHealthy, toJson, toLines } from './report.ts'

const readOptions = () => {
  try {
    return parseArgs({ options: { json: { type: 'boolean', default: false } } }).values
  } catch {
    process.stderr.write('The doctor takes one option: --json\n')
    return undefined
  }
}

/** On an old Node the rest may not even load, so it is looked at first. */
const examineAll = async (): Promise<readonly Finding[]> => {
  const node = examineNode(process.version, engines)
  if (node.verdict === 'failure') return [node]
  const { examine } = await import('./examine.ts')
  return [node, ...(await examine())]
}

const options = readOptions()
if (options) {
  try {
    const findings = await examineAll()
    process.stdout.write(options.json ? toJson(findings) : toLines(findings))
    process.exitCode = isHealthy(findings) ? 0 : 1
  } catch (error) {
    process.stderr.write(`The doctor failed: ${redactText(toError(error).message)}\n`)
    process.exitCode = 1
  }
} else {
  process.exitCode = 2
}
