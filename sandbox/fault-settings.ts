import { isJsonObject } from './response.ts'
import { FAULT_KINDS } from './faults.ts'
import type { Fault, FaultKind } from './faults.ts'

type Check = { fits(value: unknown): boolean; form: string }

const wholeNumber = (least: number, most: number): Check => ({
  fits: (value) => Number.isInteger(value) && Number(value) >= least && Number(value) <= most,
  form: `a whole number from ${least} to ${most}`,
})

const oneOf = (...values: string[]): Check => ({
  fits: (value) => typeof value === 'string' && values.includes(value),
  form: `one of ${values.join(', ')}`,
})

const text: Check = {
  fits: (value) => typeof value === 'string' && value !== '' && !/[\r\n]/.test(value),
  form: 'a text on one line',
}

const CHECKS: Readonly<Record<keyof Fault, Check>> = {
  kind: oneOf(...Object.keys(FAULT_KINDS)),
  endpoint: text,
  times: wholeNumber(1, 1_000_000_000),
  skip: wholeNumber(0, 1_000_000_000),
  share: {
    fits: (value) => typeof value === 'number' && value > 0 && value <= 1,
    form: 'a number over 0, at most 1',
  },
  latencyMs: wholeNumber(0, 600_000),
  applied: { fits: (value) => typeof value === 'boolean', form: 'true or false' },
  code: wholeNumber(1, 999_999),
  description: text,
  status: wholeNumber(200, 599),
  retryAfterSeconds: wholeNumber(0, 1_000_000),
  declaredLength: oneOf('actual', 'full'),
  shape: oneOf('fields', 'scalar', 'swapped', 'first'),
  values: { fits: isJsonObject, form: 'an object' },
  bytes: wholeNumber(1, 1_000_000_000),
  location: text,
}

const REQUIRED: Partial<Record<FaultKind, keyof Fault>> = {
  latency: 'latencyMs',
  error: 'code',
  values: 'values',
}

const problemsOf = (value: Record<string, unknown>, endpoints: ReadonlySet<string>): string[] => {
  const problems: string[] = []
  for (const [name, given] of Object.entries(value)) {
    const check = Object.hasOwn(CHECKS, name) ? CHECKS[name as keyof Fault] : undefined
    if (check === undefined) problems.push(`${name} is not a setting of a fault`)
    else if (given !== undefined && !check.fits(given)) problems.push(`${name} must be ${check.form}`)
  }
  const kind = value['kind'] as FaultKind | undefined
  if (kind === undefined) problems.push(`kind is missing: ${CHECKS.kind.form}`)
  const required = kind !== undefined && Object.hasOwn(REQUIRED, kind) ? REQUIRED[kind] : undefined
  if (required !== undefined && value[required] === undefined) problems.push(`${kind} needs ${required}`)
  const endpoint = value['endpoint']
  if (typeof endpoint === 'string' && endpoint !== '*' && !endpoints.has(endpoint)) {
    problems.push(`endpoint must be * or one of ${[...endpoints].join(', ')}`)
  }
  return problems
}

/**
 * Checks a fault as a caller gave it. Throws a `TypeError` that lists every problem: a switch
 * with a misspelt endpoint would otherwise silently do nothing.
 */
export const toFault = (value: unknown, endpoints: ReadonlySet<string>): Fault => {
  if (!isJsonObject(value)) throw new TypeError('A fault is an object such as {"kind":"500"}.')
  const problems = problemsOf(value, endpoints)
  if (problems.length > 0) throw new TypeError(`This fault cannot be set: ${problems.join('; ')}.`)
  return value as Fault
}
