import { describe, expect, it } from 'vitest'
import { accepted, flood, slowest } from './flood.ts'

const MEGABYTE = 1024 * 1024

describe('ten times as many requests as usual', () => {
  it('are shed at once, whoever is let in waits hardly longer, and afterwards all is as before', async () => {
    const { usual, flooded, recovered, health, grown } = await flood()

    expect(accepted(usual)).toHaveLength(usual.length)
    expect(health).toEqual([200, 200])
    const shed = flooded.filter(({ status }) => status !== 200)
    expect(shed.length).toBeGreaterThan(flooded.length / 2)
    expect(accepted(flooded).length).toBeGreaterThan(usual.length)
    for (const { status, retryAfter, body } of shed) {
      expect({ status, retryAfter, body }).toEqual({
        status: 503,
        retryAfter: '1',
        body: {
          errors: [
            {
              message: expect.stringContaining('LIMIT_'),
              extensions: expect.objectContaining({
                code: 'RATE_LIMITED',
                retryable: true,
                retryAfterMs: 1_000,
              }),
            },
          ],
        },
      })
    }
    expect(slowest(flooded)).toBeLessThan(2 * slowest(usual))
    expect(grown).toBeLessThan(128 * MEGABYTE)
    expect(accepted(recovered)).toHaveLength(recovered.length)
    expect(slowest(recovered)).toBeLessThan(2 * slowest(usual))
  }, 40_000)
})
