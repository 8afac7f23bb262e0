import { existsSync, readFileSync } from 'node:fs'
import { cpus, release, totalmem } from 'node:os'
import { join } from 'node:path'
import type { Case, Goal } from '../case.ts'
import type { Growth } from '../growth.ts'
import type { Measured, Outcome } from '../measure.ts'
import type { Effort } from '../round.ts'
import type { StartUp } from '../start-up.ts'
import type { LeftOut } from '../starting.ts'
import { root } from '../targets.ts'

export interface CaseResult {
  readonly id: string
  readonly title: string
  readonly baseline: string
  readonly connections: number
  readonly latencyMs: number
  readonly callsAlone: number
  readonly goal: Goal
  readonly family?: string
  readonly outcomes: readonly Outcome[]
  /** Peers that could not be started. */
  readonly leftOut: readonly LeftOut[]
}

/** The results of a run, as saved in bench/results/. */
export interface Results {
  readonly date: string
  readonly commit: string
  readonly quick: boolean
  readonly effort: Effort
  readonly machine: {
    readonly cpu: string
    readonly cores: number
    readonly memoryGib: number
    readonly os: string
  }
  readonly versions: Readonly<Record<string, string>>
  readonly cases: readonly CaseResult[]
  readonly growth?: Growth
  readonly startUp?: readonly StartUp[]
}

const PEERS = [
  'mercurius',
  '@tailcallhq/core-linux-x64-gnu',
  'grafast',
  '@apollo/server',
  '@graphql-hive/gateway-runtime',
  'graphql-yoga',
  'graphql',
  'undici',
  'autocannon',
]

const versionOf = (folder: string, name: string): string => {
  const path = join(root, folder, 'node_modules', name, 'package.json')
  // Optional packages are not installed on every platform.
  if (!existsSync(path)) return 'not installed'
  return (JSON.parse(readFileSync(path, 'utf8')) as { version: string }).version
}

export const describeMachine = (): Results['machine'] => ({
  cpu: cpus()[0]?.model ?? 'unknown',
  cores: cpus().length,
  memoryGib: Math.round(totalmem() / 2 ** 30),
  os: `${process.platform} ${release()}`,
})

/** Parley uses a newer graphql than the peers support. */
export const describeVersions = (): Results['versions'] => ({
  node: process.versions.node,
  ...Object.fromEntries(PEERS.map((name) => [name, versionOf('bench', name)])),
  'graphql of Parley': versionOf('.', 'graphql'),
})

export const toCaseResult = (one: Case, { outcomes, leftOut }: Measured): CaseResult => {
  const { id, title, baseline, connections, latencyMs, callsAlone, goal, family } = one
  const measured = { id, title, baseline, connections, latencyMs, callsAlone, goal, outcomes, leftOut }
  return family === undefined ? measured : { ...measured, family }
}
