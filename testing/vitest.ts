import { expect } from 'vitest'
import { type CostMatchers, costMatchers } from './cost-matchers.ts'

/** Registers `toCost` and `toCostAtMost` with Vitest. Import this file, or list it in `setupFiles`. */
expect.extend(costMatchers)

declare module 'vitest' {
  // The type parameters must match those of Vitest.
  interface Matchers<R extends void | Promise<void> = void | Promise<void>, T = unknown> extends CostMatchers<
    R,
    T
  > {}
}
