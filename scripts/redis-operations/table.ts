import { toTable } from '../figures/marked-part.ts'
import { summaryOf } from './commands.ts'
import type { Operations } from './measure.ts'
import type { RedisCost } from './replay.ts'

/** What a case sends to Redis: the same in every run. */
export const operationsTable = ({ cases, idle }: Operations): string =>
  toTable(
    ['request', 'commands to Redis'],
    [
      ...cases.map(({ title, commands }) => [title, summaryOf(commands)]),
      ['none: an idle gateway, each second', summaryOf(idle)],
    ],
  )

const whole = (value: number): string => Math.round(value).toLocaleString('en')

/** What it costs Redis, on the machine that measured it. */
export const costTable = (costs: readonly (readonly [title: string, cost: RedisCost])[]): string =>
  toTable(
    ['request', 'CPU of Redis', 'so many a second take half a core', 'stays in Redis'],
    costs.map(([title, { cpuMicros, storedBytes }]) => [
      title,
      `${whole(cpuMicros)} µs`,
      whole(500_000 / cpuMicros),
      storedBytes === 0 ? '' : `${(storedBytes / 1024).toFixed(1)} KiB`,
    ]),
  )
