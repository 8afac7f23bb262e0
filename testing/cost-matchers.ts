import type { Cost } from '../src/limits/cost/cost.ts'
import { CALL_CLASSES, describeCalls, inCalls } from '../src/limits/cost/describe-cost.ts'
import { type CostOptions, costsOf, type OperationCost } from './costs.ts'
import { type AnyDocument, type VariablesOf } from './document.ts'

type Counted = keyof Cost['calls'] | 'total'

/** Upstream calls in total, or by class. Classes that are not listed are not checked. */
export type CostBound = number | { readonly [Kind in Counted]?: number }

/** The result of a matcher for Vitest and Jest. */
export interface CostVerdict {
  readonly pass: boolean
  readonly message: () => string
}

/** The matchers. `Document` is the type of the value passed to `expect`. */
export interface CostMatchers<Result, Document> {
  /** Passes if every operation costs exactly this many upstream calls in the worst case. */
  toCost(cost: CostBound, options?: CostOptions<VariablesOf<Document>>): Result
  /** Passes if no operation costs more upstream calls than this in the worst case. */
  toCostAtMost(bound: CostBound, options?: CostOptions<VariablesOf<Document>>): Result
}

const labels: Readonly<Record<string, string>> = { ...CALL_CLASSES, total: 'calls in total' }

const readBound = (bound: CostBound): readonly (readonly [string, number])[] => {
  const counts: [string, unknown][] = Object.entries(typeof bound === 'number' ? { total: bound } : bound)
  const known = Object.keys(labels)
  if (counts.length === 0) throw new TypeError(`A cost must contain at least one of ${known.join(', ')}.`)
  return counts.map(([kind, count]) => {
    if (!known.includes(kind))
      throw new TypeError(`${kind} is not a class of calls. Use ${known.join(', ')}.`)
    if (typeof count !== 'number' || !(count >= 0))
      throw new TypeError(`${kind} must be a number, 0 or more.`)
    return [kind, count]
  })
}

const describeBound = (bound: CostBound): string =>
  typeof bound === 'number'
    ? inCalls(bound)
    : readBound(bound)
        .map(([kind, count]) => `${count} ${labels[kind]}`)
        .join(', ')

const describe = (cost: OperationCost): string =>
  [`${cost.title} costs ${inCalls(cost.total)} at worst`, ...describeCalls(cost)].join('\n')

const createMatcher =
  (fits: (count: number, bound: number) => boolean, suffix: string) =>
  (document: AnyDocument, bound: CostBound, options?: CostOptions): CostVerdict => {
    const bounds = readBound(bound)
    const isWithin = ({ calls, total }: Cost): boolean => {
      const counts: Readonly<Record<string, number>> = { ...calls, total }
      return bounds.every(([kind, count]) => fits(counts[kind] ?? 0, count))
    }
    const costs = costsOf(document, options)
    const outside = costs.filter((cost) => !isWithin(cost))
    const pass = outside.length === 0
    return {
      pass,
      message: () =>
        [
          ...(pass ? costs : outside).map(describe),
          `but it should ${pass ? 'not ' : ''}cost ${describeBound(bound)}${suffix}`,
        ].join('\n'),
    }
  }

/**
 * Matchers for `expect.extend`. They throw for an invalid document, even with `not`. `parley-gateway/testing/vitest` registers
 * them, with their types.
 */
export const costMatchers = {
  toCost: createMatcher((count, bound) => count === bound, ''),
  toCostAtMost: createMatcher((count, bound) => count <= bound, ' at most'),
}
