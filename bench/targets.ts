import { readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { BOT } from './bot.ts'
import type { Case } from './cases.ts'
import { toEnvironment } from './process-settings.ts'
import { type Running, startProcess } from './processes.ts'

/** A program that serves the bench's queries. */
export interface Target {
  /** A `TargetName`, or `parley@<hash>` for another commit. */
  readonly name: string
  readonly title: string
  /** Starts it as the case requires. `nodeArgs` precede the file. */
  start(one: Pick<Case, 'id' | 'caches'>, upstreamUrl: string, nodeArgs?: readonly string[]): Promise<Running>
}

const bench = import.meta.dirname
/** The checkout that contains this bench. */
export const root = resolve(bench, '..')

/** The arguments that `npm start` passes to Node in that checkout. */
const startArguments = (folder: string): readonly string[] => {
  const { scripts } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as {
    scripts: { start: string }
  }
  const flags = scripts.start.split(' ').filter((word) => word.startsWith('--'))
  return [...flags, join(folder, 'src/main.ts')]
}

/** Parley as shipped. Settings come from the environment only, because the working directory has no `.env`. */
export const createParley = (folder: string, name = 'parley', title = 'Parley'): Target => ({
  name,
  title,
  start: (one, upstreamUrl, nodeArgs = []) =>
    startProcess({
      args: [...nodeArgs, ...startArguments(folder)],
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
      }),
    }),
})

const createOwn = (name: string, title: string, file: string, quick: boolean): Target => ({
  name,
  title,
  start: ({ id, caches }, upstreamUrl, nodeArgs = []) =>
    startProcess({
      args: [...nodeArgs, join(bench, file)],
      env: (port) => toEnvironment({ port, upstreamUrl, caches, caseId: id, quick, latencyMs: 0 }),
    }),
})

export const createTargets = ({ quick }: { readonly quick: boolean }): readonly Target[] => [
  createOwn('l1', 'L1: node:http, bytes from memory', 'targets/l1.ts', quick),
  createOwn('l3', 'L3: node:http + undici, no GraphQL', 'targets/l3.ts', quick),
  createParley(root),
  createOwn('mercurius', 'Mercurius + JIT', 'peers/mercurius.ts', quick),
  createOwn('apollo', 'Apollo Server', 'peers/apollo.ts', quick),
  createOwn('yoga', 'GraphQL Yoga', 'peers/yoga.ts', quick),
]

/** The upstream stub, which counts calls. */
export interface Upstream extends Running {
  calls(): Promise<number>
}

export const startUpstream = async (latencyMs: number): Promise<Upstream> => {
  const running = await startProcess({
    args: [join(bench, 'upstream.ts')],
    env: (port) =>
      toEnvironment({ port, latencyMs, upstreamUrl: '', caches: false, caseId: '', quick: false }),
  })
  return {
    ...running,
    calls: async () => Number(await (await fetch(`${running.url}/bench/calls`)).text()),
  }
}
