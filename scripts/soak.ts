import { setTimeout } from 'node:timers/promises'
import { startSandbox } from '../sandbox/index.ts'
import { startWatchedGateway, type WatchedGateway } from './soak/gateway-process.ts'
import { startLoad, warmUp } from './soak/load.ts'
import { type Options, readOptions, USAGE } from './soak/options.ts'
import { publish, summarize } from './soak/report.ts'
import { startFaults } from './soak/faults.ts'
import { judge, leftovers, LONG_SECONDS, type Run, type Sample } from './soak/verdict.ts'
import type { Held } from './soak/watched-gateway.ts'

/** Number of samples of a run, and the minimum of seconds between two. */
const SAMPLES = 90
const MIN_INTERVAL_SECONDS = 0.25
/** Longer than idle connections live, here and at the gateway, and than a call that hangs. */
const QUIET_SECONDS = 10

/** Memory and handles once everything new is gone, or after `QUIET_SECONDS`. */
const lookWhenQuiet = async (gateway: WatchedGateway, before: Held): Promise<Held> => {
  let after = await gateway.look()
  for (let second = 0; second < QUIET_SECONDS && leftovers(before, after).length > 0; second += 1) {
    await setTimeout(1_000)
    after = await gateway.look()
  }
  return after
}

const log = (what: string): void => void process.stderr.write(`… ${what}\n`)

/** Runs a gateway under load with failing upstream calls, and samples its memory and handles. */
const soak = async ({ minutes, seed, faults }: Options): Promise<Run> => {
  const sandbox = await startSandbox()
  const gateway = await startWatchedGateway(sandbox)
  try {
    const before = await gateway.look()
    const seconds = minutes * 60
    if (seconds >= LONG_SECONDS) {
      log('filling caches that are limited by count')
      await warmUp(gateway.url)
    }
    log(`${minutes} minutes of load`)
    const stopFaults = startFaults(sandbox, faults)
    const load = startLoad(sandbox, gateway.url, seed)
    const samples: Sample[] = []
    const startedAt = performance.now()
    const secondsSince = (): number => (performance.now() - startedAt) / 1000
    while (secondsSince() < seconds) {
      await setTimeout(Math.max(seconds / SAMPLES, MIN_INTERVAL_SECONDS) * 1000)
      samples.push({ seconds: secondsSince(), ...(await gateway.look()) })
    }
    const lasted = secondsSince()
    await load.stop()
    stopFaults()
    log('all clients have disconnected: checking what remains')
    const after = await lookWhenQuiet(gateway, before)
    return { seconds: lasted, samples, before, after, tally: load.tally, exit: await gateway.stop() }
  } finally {
    await gateway.stop()
    await sandbox.close()
  }
}

try {
  const options = readOptions(process.argv.slice(2))
  if (!options) {
    process.stdout.write(USAGE)
    process.exit(0)
  }
  const run = await soak(options)
  const verdict = judge(run)
  process.stdout.write(summarize(options, run, verdict))
  if (options.publish) await publish(options, run, verdict)
  process.exit(verdict.failures.length === 0 ? 0 : 1)
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
  process.exit(1)
}
