import type { Cost } from '../src/limits/cost/cost.ts'
import { CALL_CLASSES, describeCalls, inCalls } from '../src/limits/cost/describe-cost.ts'
import { type CostOptions, costsOf, type OperationCost } from './costs.ts'
import { type AnyDocument, type VariablesOf } from './document.ts'

type Counted = keyof Cost['calls'] | 'total'

/** Upstream calls: all of them, or by class; a class that is not named is not looked at. */
export type CostBound = number | { readonly [Kind in Counted]?: number }

/** What Vitest and Jest want of a matcher. */
export interface CostVerdict {
  readonly pass: boolean
  readonly message: () => string
}

/** The matchers as they are asked; `Document` is what was expected to cost something. */
export interface CostMatchers<Result, Document> {
  /** Holds where every operation may cause just so many upstream calls at worst. */
  toCost(cost: CostBound, options?: CostOptions<VariablesOf<Document>>): Result
  /** Holds where no operation may cause more upstream calls than that. */
  toCostAtMost(bound: CostBound, options?: CostOptions<VariablesOf<Document>>): Result
}

const words: Readonly<Record<string, string>> = { ...CALL_CLASSES, total: 'calls in total' }

const readBound = (bound: CostBound): readonly (readonly [string, number])[] => {
  const counts: [string, unknown][] = Object.entries(typeof bound === 'number' ? { total: bound } : bound)
  const known = Object.keys(words)
  if (counts.length === 0) throw new TypeError(`A cost names at least one of ${known.join(', ')}.`)
  return counts.map(([kind, count]) => {
    if (!known.includes(kind)) throw new TypeError(`${kind} is no cost; there are ${known.join(', ')}.`)
    if (typeof count !== 'number' || !(count >= 0))
      throw new TypeError(`${kind} has to be a number from 0 on.`)
    return [kind, count]
  })
}

const describeBound = (bound: CostBound): string =>
  typeof bound === 'number'
    ? inCalls(bound)
    : readBound(bound)
        .map(([kind, count]) => `${count} ${words[kind]}`)
        .join(', ')

const describe = (cost: OperationCost): string =>
  [`${cost.title} costs ${inCalls(cost.total)} at worst`, ...describeCalls(cost)].join('\n')

const createMatcher =
  (fits: (count: number, bound: number) => boolean, manner: string) =>
  (document: AnyDocument, bound: CostBound, options?: CostOptions): CostVerdict => {
    const bounds = readBound(bound)
    const isWithin = ({ calls, total }: Cost): boolean => {
      const counts: Readonly<Record<string, number>> = { ...calls, total }
      return bounds.every(([kind, count]) => fits(counts[kind] ?? 0, count))
    }
    const costs = costsOf(document, options)
    const others = costs.filter((cost) => !isWithin(cost))
    const pass = others.length === 0
    return {
      pass,
      message: () =>
        [
          ...(pass ? costs : others).map(describe),
          `but it should ${pass ? 'not ' : ''}cost ${describeBound(bound)}${manner}`,
        ].join('\n'),
    }
  }

/**
 * Matchers for `expect.extend`. A document that is not valid fails whichever way it is asked.
 * `parley/testing/vitest` puts them in place, with their types.
 */
export const costMatchers = {
  toCost: createMatcher((count, bound) => count === bound, ''),
  toCostAtMost: createMatcher((count, bound) => count <= bound, ' at most'),
}
