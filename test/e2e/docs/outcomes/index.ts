import { bench } from './bench.ts'
import { gateways } from './gateways.ts'
import type { Outcome } from './outcome.ts'
import { pages } from './page.ts'
import { scripts } from './scripts.ts'

/** What has to come of each command that is run here. */
export const outcomes: readonly Outcome[] = [
  ...gateways.map((outcome) => ({ ...outcome, isGateway: true })),
  ...pages,
  ...scripts,
  ...bench,
]

/** A command whose work is done by something else that has to pass with every change. */
export interface Elsewhere {
  readonly command: string
  readonly file: string
  /** What stands there for it. */
  readonly words: string
}

export const elsewhere: readonly Elsewhere[] = [
  { command: 'npm ci && npm test', file: '.ci/run', words: 'npm ci && npm test' },
  { command: 'npm run test:full', file: '.ci/run', words: 'npm run test:full' },
  { command: 'npm run typecheck', file: 'package.json', words: '&& npm run typecheck &&' },
  { command: 'npm run lint', file: 'package.json', words: '&& npm run lint &&' },
  // The same program on the same files, without writing.
  { command: 'npm run format', file: 'package.json', words: '&& npm run format:check' },
  { command: 'npm pack', file: 'test/e2e/deploy/package.test.ts', words: "'npm', 'pack'" },
  // A minute of measuring. The same cases, without writing down what they took.
  {
    command: 'npm run figures',
    file: 'test/integration/shield/figures.test.ts',
    words: "from './scenarios.ts'",
  },
  { command: 'npm run soak', file: 'test/property/chaos/soak.test.ts', words: 'scripts/soak.ts' },
]
