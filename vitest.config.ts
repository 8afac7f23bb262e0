import { defineConfig } from 'vitest/config'

// As Node itself resolves: with Vite's `development` a second copy of graphql would be loaded.
const conditions = ['node', 'import', 'module-sync', 'default']

/** Where .ci/run wants the counts. */
const report = process.env['VITEST_JSON_REPORT']

export default defineConfig({
  resolve: { conditions },
  ssr: { resolve: { conditions, externalConditions: conditions } },
  test: {
    include: ['test/**/*.test.ts'],
    testTimeout: 20_000,
    hookTimeout: 30_000,
    reporters: report ? ['default', ['json', { outputFile: report }]] : ['default'],
  },
})
