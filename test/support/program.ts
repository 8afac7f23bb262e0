import { join, resolve } from 'node:path'

const root = resolve(import.meta.dirname, '../..')

/** Whether `npm run build` has been run for these tests: see vitest.config.ts. */
const isBuilt = process.env['TEST_PROGRAM'] === 'built'

/**
 * The file that a process runs for one of the sources, such as `src/main.ts`. In `npm run test:full` it is the built
 * one, as operators run it, which starts in half the time.
 */
export const program = (source: string): string =>
  isBuilt ? join(root, 'dist', source.replace(/\.ts$/, '.js')) : join(root, source)
