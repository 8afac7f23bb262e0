import { parseArgs } from 'node:util'
import { toError } from '../errors.ts'
import type { CheckResult } from '../datasources/check-result.ts'
import { redactText } from '../telemetry/redaction.ts'
import { engines } from '../version.ts'
import { checkNode } from './node-version.ts'
import { isHealthy, toJson, toLines } from './report.ts'

const readOptions = () => {
  try {
    return parseArgs({ options: { json: { type: 'boolean', default: false } } }).values
  } catch {
    process.stderr.write('Unknown option. The doctor accepts one option: --json\n')
    return undefined
  }
}

/** Checks Node first, because the other checks may not even load on an old version. */
const checkAll = async (): Promise<readonly CheckResult[]> => {
  const node = checkNode(process.version, engines)
  if (node.verdict === 'failure') return [node]
  const { check } = await import('./checks.ts')
  return [node, ...(await check())]
}

const options = readOptions()
if (options) {
  try {
    const results = await checkAll()
    process.stdout.write(options.json ? toJson(results) : toLines(results))
    process.exitCode = isHealthy(results) ? 0 : 1
  } catch (error) {
    process.stderr.write(`The doctor failed: ${redactText(toError(error).message)}\n`)
    process.exitCode = 1
  }
} else {
  process.exitCode = 2
}
