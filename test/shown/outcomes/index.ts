import { bench } from './bench.ts'
import { gateways } from './gateways.ts'
import type { Outcome } from './outcome.ts'
import { pages } from './page.ts'
import { scripts } from './scripts.ts'

export type { Outcome, Seen } from './outcome.ts'

/** What has to come of each command that is run here. */
export const outcomes: readonly Outcome[] = [
  ...gateways.map((outcome) => ({ ...outcome, isGateway: true })),
  ...pages,
  ...scripts,
  ...bench,
]

/** Commands that are not run here, because something else that passes with every change runs them: where. */
export const elsewhere: ReadonlyMap<string, string> = new Map([
  ['npm ci && npm test', '.ci/run'],
  // Steps of `npm test`.
  ['npm run typecheck', 'package.json'],
  ['npm run lint', 'package.json'],
  // The same cases, without writing down what they measure.
  ['npm run figures', 'test/shield/figures.test.ts'],
  ['npm pack', 'test/testing/package.test.ts'],
])
