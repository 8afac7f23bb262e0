import { readFile } from 'node:fs/promises'
import { describe, expect, it } from 'vitest'
import { withMarkedPart } from '../../../scripts/figures/marked-part.ts'
import { toCommand } from '../../../scripts/redis-operations/commands.ts'
import { measureOperations } from '../../../scripts/redis-operations/measure.ts'
import { operationsTable } from '../../../scripts/redis-operations/table.ts'
import { canTestRedis, redisNote, startRedis } from '../../support/redis.ts'

const page = new URL('../../../docs/scaling.md', import.meta.url)

describe.skipIf(!canTestRedis)(`commands to Redis${redisNote}`, () => {
  it('of each kind of request are those of docs/scaling.md', async () => {
    const redis = await startRedis()
    try {
      const table = operationsTable(await measureOperations(redis.url))

      expect(await withMarkedPart(page, 'redis-operations', table)).toBe(await readFile(page, 'utf8'))
    } finally {
      await redis.close()
    }
  }, 60_000)
})

describe('a line of MONITOR', () => {
  it('is a command with its arguments, bytes included', () => {
    expect(toCommand('1700000000.1 [0 127.0.0.1:6] "SET" "a \\"b\\"" "\\x00\\n\\\\"')).toEqual([
      'SET',
      'a "b"',
      '\0\n\\',
    ])
  })

  it('of a script is none that a client has sent', () => {
    expect(toCommand('1700000000.1 [0 lua] "PTTL" "a"')).toBeUndefined()
  })
})
