import { setTimeout } from 'node:timers/promises'
import { startFleet } from '../../test/support/fleet.ts'
import { type Command, isHousekeeping, watchCommands } from './commands.ts'
import { CACHED_USER, operationCases } from './cases.ts'

export interface MeasuredCase {
  readonly title: string
  readonly commands: readonly Command[]
}

export interface Operations {
  readonly cases: readonly MeasuredCase[]
  /** What one gateway without requests sends in a second. */
  readonly idle: readonly Command[]
}

const IDLE_SECONDS = 4
const GATEWAYS = 3

/** The commands of one gateway and second, out of those of all. */
const ofOneSecond = (commands: readonly Command[]): readonly Command[] => {
  const counts = new Map<string, number>()
  for (const [name = ''] of commands) counts.set(name, (counts.get(name) ?? 0) + 1)
  return [...counts]
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .flatMap(([name, count]) =>
      Array.from({ length: Math.round(count / GATEWAYS / IDLE_SECONDS) }, () => [name]),
    )
}

/** Runs every case with real gateways, the sandbox and this Redis, which has to be empty. */
export const measureOperations = async (redisUrl: string): Promise<Operations> => {
  const watch = await watchCommands(redisUrl)
  const fleet = await startFleet({ redisUrl })
  try {
    const gateway = await fleet.start()
    const other = await fleet.start()
    const limited = await fleet.start({ LIMIT_REQUESTS_PER_SECOND: '1000' })
    const stage = { fleet, gateway, other, limited, cookie: '' }
    await limited.query(CACHED_USER)
    await watch.take()
    const cases: MeasuredCase[] = []
    for (const { title, run } of operationCases) {
      await run(stage)
      cases.push({ title, commands: (await watch.take()).filter((command) => !isHousekeeping(command)) })
    }
    await watch.take()
    await setTimeout(IDLE_SECONDS * 1000)
    return { cases, idle: ofOneSecond(await watch.take()) }
  } finally {
    await fleet.close()
    watch.close()
  }
}
