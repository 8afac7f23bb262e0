import { toError } from '../errors.ts'
import type { CheckResult } from '../datasources/check-result.ts'
import { redactText } from '../telemetry/redaction.ts'
import { engines } from '../version.ts'
import { checkNode } from './node-version.ts'
import { isHealthy, toJson, toLines } from './report.ts'

/** Checks Node first, because the other checks may not even load on an old version. */
const checkAll = async (): Promise<readonly CheckResult[]> => {
  const node = checkNode(process.version, engines)
  if (node.verdict === 'failure') return [node]
  const { check } = await import('./checks.ts')
  return [node, ...(await check())]
}

/** Prints what the doctor finds. Resolves to the exit code: 0 if no check failed. */
export const runDoctor = async ({ json }: { readonly json: boolean }): Promise<number> => {
  try {
    const results = await checkAll()
    process.stdout.write(json ? toJson(results) : toLines(results))
    return isHealthy(results) ? 0 : 1
  } catch (error) {
    process.stderr.write(`The doctor failed: ${redactText(toError(error).message)}\n`)
    return 1
  }
}
