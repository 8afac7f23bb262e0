import { toTable } from '../figures/marked-part.ts'
import { scenarios } from './scenario.ts'
import { simulate } from './simulate.ts'

const HEAD = [
  'case',
  'Redis servers',
  'gateways alone for a time',
  'calls',
  'calls that the budgets allow',
  'refused by the network',
]

export interface PartitionFigures {
  readonly table: string
  /** Titles of the cases in which a part made more calls than its budget allows. */
  readonly failed: readonly string[]
}

const whole = (value: number): string => value.toLocaleString('en')

/** Simulates every case. */
export const partitionFigures = async (): Promise<PartitionFigures> => {
  const rows: string[][] = []
  const failed: string[] = []
  for (const scenario of scenarios) {
    const { servers, alone, calls, allowed, refused, holds } = await simulate(scenario)
    if (!holds) failed.push(scenario.title)
    const figures = [servers, alone, calls, allowed, refused].map(whole)
    rows.push([`${scenario.title}${holds ? '' : ' **(does not hold)**'}`, ...figures])
  }
  return { table: toTable(HEAD, rows), failed }
}
