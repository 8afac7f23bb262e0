import { bench } from './bench.ts'
import { gateways } from './gateways.ts'
import type { Outcome } from './outcome.ts'
import { pages } from './page.ts'
import { scripts } from './scripts.ts'

/** The outcomes of the commands that run here. */
export const outcomes: readonly Outcome[] = [
  ...gateways.map((outcome) => ({ ...outcome, isGateway: true })),
  ...pages,
  ...scripts,
  ...bench,
]

/** A command whose work another test or script does. */
export interface Elsewhere {
  readonly command: string
  readonly file: string
  /** The text in that file that does the work. */
  readonly words: string
}

export const elsewhere: readonly Elsewhere[] = [
  { command: 'npm ci && npm test', file: '.ci/run', words: 'npm ci && npm test' },
  { command: 'npm run test:full', file: '.ci/run', words: 'npm run test:full' },
  { command: 'npm run typecheck', file: 'scripts/check.ts', words: 'npm run typecheck' },
  { command: 'npm run lint', file: 'scripts/check.ts', words: 'npm run lint' },
  { command: 'npm run build', file: 'test/e2e/docs/outcomes/scripts.ts', words: "'npm ci && npm run build'" },
  {
    command: 'npm run bench -- --quick',
    file: 'test/e2e/docs/outcomes/bench.ts',
    words: "SHORT = '--quick ",
  },
  {
    command: 'npm run vitest -- test/unit/config',
    file: 'package.json',
    words: '&& vitest run --project=unit',
  },
  // The same checks without writing.
  { command: 'npm run codegen', file: 'scripts/check.ts', words: 'npm run codegen:check' },
  { command: 'npm run format', file: 'scripts/check.ts', words: 'npm run format:check' },
  { command: 'npm pack', file: 'test/e2e/deploy/installed.ts', words: "'npm', 'pack'" },
  // The same cases, without writing the figures.
  {
    command: 'npm run figures',
    file: 'test/integration/shield/figures.test.ts',
    words: "from './scenarios.ts'",
  },
  { command: 'npm run soak', file: 'test/property/chaos/soak.test.ts', words: 'scripts/soak.ts' },
]
