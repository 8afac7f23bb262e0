import type { TestGateway } from '../../testing/gateway.ts'

export type LogLine = Readonly<Record<string, unknown>>

/** Lines of a gateway's log so far that have these fields. */
export const linesOf = ({ logged }: Pick<TestGateway, 'logged'>, fields: LogLine = {}): LogLine[] =>
  logged
    .map((line) => JSON.parse(line) as LogLine)
    .filter((line) => Object.entries(fields).every(([name, value]) => line[name] === value))

/** Its access lines. */
export const accessLines = (gateway: Pick<TestGateway, 'logged'>): LogLine[] =>
  linesOf(gateway, { event: 'request' })
