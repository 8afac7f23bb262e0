import { execFile } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { promisify } from 'node:util'
import { BOT } from './bot.ts'
import type { Case } from './case.ts'
import { toEnvironment } from './process-settings.ts'
import { TAILCALL, writeTailcallConfig } from './peers/tailcall.ts'
import { type Launcher, type Running, startProcess } from './processes.ts'

/** A program that serves the bench's queries. */
export interface Target {
  /** A `TargetName`, or `parley@<hash>` for another commit. */
  readonly name: string
  readonly title: string
  /** Whether the bench goes on without it where it cannot be started. */
  readonly isPeer?: true
  /** Reads its response for the check; `JSON.parse` by default. */
  readonly parse?: (text: string) => unknown
  /** Starts it as the case requires. `nodeArgs` precede the file; `settings` and `within` are for Parley only. */
  start(
    one: Pick<Case, 'id' | 'caches' | 'memory'>,
    upstreamUrl: string,
    nodeArgs?: readonly string[],
    settings?: Readonly<Record<string, string>>,
    within?: Launcher,
  ): Promise<Running>
}

const bench = import.meta.dirname
/** The checkout that contains this bench. */
export const root = resolve(bench, '..')

/** The arguments that `npm start` passes to Node in that checkout. */
const startArguments = (folder: string, main: string): readonly string[] => {
  const { scripts } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as {
    scripts: { start: string }
  }
  const flags = scripts.start.split(' ').filter((word) => word.startsWith('--'))
  return [...flags, join(folder, main)]
}

/** Parley as shipped. Settings come from the environment only, because the working directory has no `.env`. */
export const createParley = (
  folder: string,
  name = 'parley',
  title = 'Parley',
  main = 'src/main.ts',
): Target => ({
  name,
  title,
  start: (one, upstreamUrl, nodeArgs = [], settings = {}, within) =>
    startProcess({
      ...(within && { within }),
      args: () => [
        ...nodeArgs,
        ...(one.memory ? [`--max-old-space-size=${one.memory.heapMib}`] : []),
        ...startArguments(folder, main),
      ],
      cwd: tmpdir(),
      env: (port) => ({
        PORT: String(port),
        MIXIN_API_URL: upstreamUrl,
        MIXIN_APP_ID: BOT.appId,
        MIXIN_SESSION_ID: BOT.sessionId,
        MIXIN_SESSION_PRIVATE_KEY: BOT.sessionPrivateKey,
        MIXIN_BOT_ACCESS: 'read',
        DRAIN_DELAY_MS: '0',
        // Nothing fits into the caches.
        ...(!one.caches && { CACHE_MAX_BYTES: '0' }),
        ...(one.memory && { CACHE_MAX_BYTES: String(one.memory.cacheBytes) }),
        ...settings,
      }),
    }),
})

/** This checkout's Parley, built. */
export const createBuiltParley = async (): Promise<Target> => {
  await promisify(execFile)('npm', ['run', 'build'], { cwd: root })
  return createParley(root, 'parley-built', 'Parley, built', 'dist/src/main.js')
}

const createOwn = (name: string, title: string, file: string, quick: boolean): Target => ({
  name,
  title,
  start: ({ id, caches }, upstreamUrl, nodeArgs = []) =>
    startProcess({
      args: () => [...nodeArgs, join(bench, file)],
      env: (port) => toEnvironment({ port, upstreamUrl, caches, caseId: id, quick, latencyMs: 0 }),
    }),
})

const createPeer = (name: string, title: string, quick: boolean): Target => ({
  ...createOwn(name, title, `peers/${name}.ts`, quick),
  isPeer: true,
})

const tailcall: Target = {
  name: 'tailcall',
  title: 'Tailcall (Rust)',
  isPeer: true,
  // It cannot make null of Mixin's empty texts.
  parse: (text) => JSON.parse(text, (_, value: unknown) => (value === '' ? null : value)),
  start: ({ caches }, upstreamUrl) =>
    startProcess({
      command: join(bench, TAILCALL),
      args: (port) => ['start', writeTailcallConfig({ port, upstreamUrl, caches })],
      env: () => ({ TAILCALL_TRACKER: 'false', TC_TRACKER: 'false', TAILCALL_LOG_LEVEL: 'error' }),
    }),
}

export const createTargets = ({ quick }: { readonly quick: boolean }): readonly Target[] => [
  createOwn('l1', 'L1: node:http, bytes from memory', 'targets/l1.ts', quick),
  createOwn('l3', 'L3: node:http + undici, no GraphQL', 'targets/l3.ts', quick),
  createParley(root),
  createPeer('mercurius', 'Mercurius + JIT', quick),
  tailcall,
  createPeer('grafast', 'Grafast', quick),
  createPeer('apollo', 'Apollo Server', quick),
  createPeer('hive', 'Hive Gateway', quick),
  createPeer('yoga', 'GraphQL Yoga', quick),
]

/** The upstream stub, which counts calls. */
export interface Upstream extends Running {
  calls(): Promise<number>
}

export const startUpstream = async (latencyMs: number): Promise<Upstream> => {
  const running = await startProcess({
    args: () => [join(bench, 'upstream.ts')],
    env: (port) =>
      toEnvironment({ port, latencyMs, upstreamUrl: '', caches: false, caseId: '', quick: false }),
  })
  return {
    ...running,
    calls: async () => Number(await (await fetch(`${running.url}/bench/calls`)).text()),
  }
}
