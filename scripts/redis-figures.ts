import { startRedis } from '../test/support/redis.ts'
import { writeMarkedPart } from './figures/marked-part.ts'
import { measureOperations } from './redis-operations/measure.ts'
import { describeLoad, measureCost, type RedisCost } from './redis-operations/replay.ts'
import { costTable, operationsTable } from './redis-operations/table.ts'

/** Counts what requests send to Redis, measures what that costs it, and writes both into docs/scaling.md. */

const page = new URL('../docs/scaling.md', import.meta.url)
const redis = await startRedis()
const operations = await measureOperations(redis.url)
const table = operationsTable(operations)
console.log(table)

const costs: [string, RedisCost][] = []
let topic = ''
for (const one of operations.cases) {
  const isSame = one.title.startsWith('—')
  topic = isSame ? topic : one.title
  if (one.commands.length === 0) continue
  costs.push([isSame ? `${topic} ${one.title}` : one.title, await measureCost(redis.url, one)])
}
const measured = `Measured on a machine with ${describeLoad()}.\n\n${costTable(costs)}`
console.log(measured)

await writeMarkedPart(page, 'redis-operations', table)
await writeMarkedPart(page, 'redis-cost', measured)
await redis.close()
// The measured gateways keep handles open.
process.exit(0)
