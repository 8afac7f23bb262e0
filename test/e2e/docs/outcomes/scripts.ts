import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { buildSchema } from 'graphql'
import { expect } from 'vitest'
import { chromiumMissing, findChromium } from '../../../support/chromium.ts'
import type { Outcome, Seen } from './outcome.ts'

/** Checks that what a command has written equals what is committed. */
const changesNothingIn =
  (...paths: readonly string[]) =>
  ({ folder }: Seen): void => {
    const changed = execFileSync('git', ['-C', folder, 'diff', '--stat', 'HEAD', '--', ...paths])
    expect(String(changed)).toBe('')
  }

const has = (folder: string, path: string): boolean => existsSync(join(folder, path))

const hasInSchema = (folder: string, file: string, line: string): void => {
  const sdl = readFileSync(join(folder, file), 'utf8')
  expect(buildSchema(sdl).getQueryType()?.name).toBe('Query')
  expect(sdl).toContain(line)
}

/** What npm prints before the script's own output. */
const HEADER = /^\n?(> .*\n)+\n/

/** Commands that end by themselves. */
export const scripts: readonly Outcome[] = [
  {
    command: 'npm ci && npm run build',
    holds({ folder }) {
      expect(has(folder, 'node_modules/typescript')).toBe(true)
      // What a container runs beside the gateway.
      const run = (command: string): string =>
        execFileSync(process.execPath, ['dist/src/cli/main.js', command], {
          cwd: folder,
          env: { PORT: '0' },
          encoding: 'utf8',
        })
      expect(run('doctor')).toContain(' 0 failures')
      expect(run('print-config')).toMatch(/^PORT +environment +0$/m)
      expect(statSync(join(folder, 'dist/src/gateway.js')).size).toBeGreaterThan(1_000)
      expect(has(folder, 'dist/schema/base.graphql')).toBe(true)
    },
  },
  {
    command: 'npm ci --omit=dev --ignore-scripts',
    holds({ folder }) {
      expect(has(folder, 'node_modules/graphql')).toBe(true)
      expect(['typescript', 'node', 'vite'].filter((name) => has(folder, `node_modules/${name}`))).toEqual([])
    },
  },
  { command: 'npm run docs:schema', holds: changesNothingIn('docs/schema.md') },
  { command: 'npm run docs:settings', holds: changesNothingIn('docs/settings.md') },
  {
    command: 'npm run sandbox',
    ready: /REST API +(http:\S+)/,
    async holds({ address, said }) {
      const response = await fetch(`${address}/__sandbox`)
      expect(await response.json()).toHaveProperty('credentials')
      expect(said()).toContain('sandbox-alia-all-scopes')
    },
  },
  {
    command: 'npm run doctor',
    holds: ({ said }) => expect(said()).toMatch(/\d+ ok, 0 warnings, 0 failures\n$/),
  },
  {
    command: 'npm run print-config',
    holds: ({ said }) => expect(said()).toMatch(/^PORT +environment +0$/m),
  },
  {
    command: 'npm run print-schema',
    holds: ({ said }) => expect(buildSchema(said().replace(HEADER, '')).getQueryType()?.name).toBe('Query'),
  },
  {
    command: 'npm run print-schema --silent > schema.graphql',
    holds: ({ folder }) => hasInSchema(folder, 'schema.graphql', 'regions: [Region!] @semanticNonNull\n'),
  },
  {
    command: 'npm run print-schema --silent -- --strict > schema.strict.graphql',
    holds: ({ folder }) => hasInSchema(folder, 'schema.strict.graphql', 'regions: [Region!]!\n'),
  },
  {
    command: 'npm run explain -- page.graphql',
    more: `--variables '{"first": 50}' --limit 20`,
    holds: ({ said }) => expect(said()).toMatch(/^query GroupPage: \d+ calls at worst$/m),
  },
  {
    command: 'npm run admin -- --help',
    holds: ({ said }) => expect(said()).toMatch(/^Usage: parley admin <action> /m),
  },
  {
    command: 'npm run test:watch',
    // Without a terminal it would end at once.
    more: '-- --watch test/unit/server/startup-banner.test.ts',
    ready: /(Waiting|Watching) for file changes/,
    holds: ({ said }) => expect(said()).toMatch(/Test Files +1 passed/),
  },
  {
    command: 'npm run fuzz',
    more: '-- --operations 100',
    holds: ({ said }) => expect(said()).toMatch(/100 operations in .* 0 problems;/),
  },
  {
    command: 'npm run attack',
    holds: ({ said }) => expect(said()).toMatch(/^ {2}slow-bodies +\d+ connections/m),
  },
  {
    command: 'npm exec -- node scripts/screenshot.ts',
    more: 'taken.png',
    needs: () => (findChromium() === undefined ? chromiumMissing : undefined),
    holds: ({ folder }) => {
      const picture = readFileSync(join(folder, 'taken.png'))
      expect(picture.subarray(1, 4).toString()).toBe('PNG')
      expect(picture.length).toBeGreaterThan(50_000)
    },
  },
  {
    command: 'echo "SESSION_SECRET=$(openssl rand -hex 32)" >> .env',
    holds: ({ folder }) =>
      expect(readFileSync(join(folder, '.env'), 'utf8')).toMatch(/^SESSION_SECRET=[\da-f]{64}\n$/),
  },
]
