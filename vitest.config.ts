import { globSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { defineConfig, type TestProjectInlineConfiguration } from 'vitest/config'
import { relayTags } from './test/support/relay-tags.ts'
import { SlowestFirst } from './test/support/slowest-first.ts'

// As Node itself resolves: with Vite's `development` a second copy of graphql would be loaded.
const conditions = ['node', 'import', 'module-sync', 'default']

/** What the package exports, for examples that import it by its name. */
const alias = { 'parley-gateway/relay': resolve(import.meta.dirname, 'clients/relay.ts') }

/** Where .ci/run wants the counts. */
const report = process.env['VITEST_JSON_REPORT']

type Options = TestProjectInlineConfiguration['test']

const project = (name: string, include: string[], options: Options = {}) => ({
  extends: true as const,
  test: { name, include, ...options },
})

/** Files that call `vi.mock`: a module that is loaded already cannot be replaced, so each gets its own process. */
const mocking = ['test/integration/shield/dataloader-batches.test.ts']

/** Files that start a process for each test, build the example page, or measure memory for long: for `npm run test:full`. */
const long = [
  'test/integration/{admin/{actions,processes,several-gateways},workers/processes,redis/{demoted-primary,failover,failover-of-processes,modes,operations,redis-url,revocations,tls},limits/echoed-text,examples/explain-script,doctor/{process,redis-modes},gateway/{sandbox-control,stop,reload},security/{memory,production}}.test.ts',
  'test/property/cost/mutations.test.ts',
  'test/e2e/browser/{messenger,web-page,graphiql-drawer,graphiql-panels,graphiql-looks}.test.ts',
  'test/integration/gateway/small-container.test.ts',
]

/** `npm test` runs these. */
const fast = [
  project('unit', ['test/unit/**/*.test.ts']),
  project('integration', ['test/integration/**/*.test.ts'], { exclude: [...mocking, ...long] }),
  project('mocking', mocking, { isolate: true }),
  project('browser', ['test/e2e/browser/*.test.ts'], { exclude: long }),
  project('docs', ['test/e2e/docs/*.test.ts'], { exclude: ['**/commands.test.ts'] }),
]

/** `npm test` runs this with a tenth of its draws, `npm run test:full` with all of them: see test/support/draws.ts. */
const drawn = 'test/property/{cost,fuzz,isolation,paths,rows,state}/*.test.ts'

/** Property tests that go through all cases each time: `npm test` has done that. */
const undrawn = globSync(drawn, { cwd: import.meta.dirname }).filter(
  (file) => !readFileSync(resolve(import.meta.dirname, file), 'utf8').includes('support/draws.ts'),
)

/** Files that wait for short time-outs, most of the time for nothing else: after the others, on an idle machine. */
const hangs = ['test/property/chaos/*-hangs.test.ts']

/** Files that measure memory or time: in processes of their own, one by one, after all others. */
const load = ['test/property/chaos/{overload,soak,stop-and-outage}.test.ts']
const alone: Options = { isolate: true, maxWorkers: 1, sequence: { groupOrder: 2 } }

/** For what starts processes and browsers, which takes long on a machine that is slow or busy. */
const patient: Options = { testTimeout: 60_000, hookTimeout: 60_000 }

/** `npm run test:full` runs these. */
const slow = [
  project('chaos', ['test/property/chaos/*.test.ts'], { exclude: [...hangs, ...load] }),
  project('hangs', hangs, { sequence: { groupOrder: 1 } }),
  project('load', load, alone),
  project('long', long, patient),
  {
    ...project('clients', ['test/e2e/clients/*.test.{ts,tsx}'], patient),
    plugins: [relayTags()],
    resolve: { conditions, alias },
  },
  project('commands', ['test/e2e/docs/commands.test.ts'], patient),
  project('deploy', ['test/e2e/deploy/*.test.ts'], patient),
]

export default defineConfig(({ mode }) => ({
  resolve: { conditions },
  ssr: { resolve: { conditions, externalConditions: conditions } },
  test: {
    projects: [
      ...fast,
      project('property', [drawn], { exclude: mode === 'full' ? [...long, ...undrawn] : long }),
      ...slow,
    ],
    sequence: { sequencer: SlowestFirst },
    // See test/support/draws.ts and program.ts.
    env: mode === 'full' ? { TEST_DRAWS: 'full', TEST_PROGRAM: 'built' } : {},
    // Vitest leaves one core to itself, but it is idle while tests run.
    maxWorkers: '100%',
    // Files share their workers' modules: a test gives back what it changes beyond its own objects.
    isolate: false,
    setupFiles: ['test/support/after-each-file.ts'],
    testTimeout: 20_000,
    hookTimeout: 30_000,
    // A page that loads anew may take seconds on a busy machine.
    expect: { poll: { timeout: 10_000 } },
    reporters: report ? ['default', ['json', { outputFile: report }]] : ['default'],
  },
}))
