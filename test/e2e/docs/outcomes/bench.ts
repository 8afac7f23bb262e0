import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from 'vitest'
import type { Outcome, Seen } from './outcome.ts'

/** One case, Parley and its baseline alone, one round of a moment. */
const SHORT = '--quick --cases user --targets parley --rounds 1 --seconds 0.05'

const reports =
  (...titles: readonly string[]) =>
  ({ said }: Seen): void => {
    for (const title of titles) expect(said()).toContain(title)
    expect(said()).toMatch(/… took \d+ s; saved in /)
  }

const USER = 'user: one user, cold'

/** Commands of the bench, each shortened. */
export const bench: readonly Outcome[] = [
  {
    command: 'npm run bench',
    // A full run publishes its figures; a shortened one needs the option.
    more: `-- ${SHORT} --publish`,
    holds(seen) {
      reports(USER)(seen)
      const page = readFileSync(join(seen.folder, 'docs/performance.md'), 'utf8')
      const [, figures = ''] = /<!-- bench:start -->([^]*)<!-- bench:end -->/.exec(page) ?? []
      expect(figures).toContain('one user, cold')
      expect(figures).not.toContain('one identical query')
    },
  },
  {
    command: 'npm run bench -- --cases hot,user',
    more: '--quick --targets parley --rounds 1 --seconds 0.05',
    holds: reports('hot: one identical query', USER),
  },
  {
    command: 'npm run bench -- --cases callers',
    more: '--quick --cases callers-1-0 --targets parley --rounds 1 --seconds 0.05',
    holds: reports('callers-1-0: one user, cold, 1 caller', 'queries/s'),
  },
  {
    command: 'npm run bench -- --cases user --targets parley,l3',
    more: '--quick --rounds 1 --seconds 0.05',
    holds: reports(USER, 'L3: node:http', 'Parley'),
  },
  { command: 'npm run bench -- --commit HEAD~1', more: SHORT, holds: reports(USER, 'Parley at ') },
  {
    command: 'npm run bench -- --profile',
    more: '--quick --cases user --seconds 0.5',
    holds: ({ said }) => expect(said()).toMatch(/package or folder +self time\n[^]*parley/),
  },
  { command: 'npm run bench -- --help', holds: ({ said }) => expect(said()).toContain('--targets a,b') },
]
