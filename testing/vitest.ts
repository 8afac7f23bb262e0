import { expect } from 'vitest'
import { type CostMatchers, costMatchers } from './cost-matchers.ts'

/** Puts `toCost` and `toCostAtMost` into Vitest: to be imported, or named in `setupFiles`. */
expect.extend(costMatchers)

declare module 'vitest' {
  // Parameters as Vitest declares them.
  interface Matchers<R extends void | Promise<void> = void | Promise<void>, T = unknown> extends CostMatchers<
    R,
    T
  > {}
}
