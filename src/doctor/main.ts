import { parseArgs } from 'node:util'
import { toError } from '../errors.ts'
import type { Finding } from '../datasources/check-result.ts'
import { redactText } from '../telemetry/redaction.ts'
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
  const { examine } = await import('./checks.ts')
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
