import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createSchema } from '../../../src/schema.ts'
import { findReads, judgeRead, type ReadCase } from './every-read.ts'
import type { FaultCase } from './faults.ts'
import { type Network, openWorlds, type Worlds, type WorldsOptions } from './worlds.ts'

/** Tests that ask for every field of Query while a network fails, in both paths. */
export const describeReads = (
  network: Network,
  faults: readonly FaultCase[],
  options: WorldsOptions = {},
): void => {
  describe(`every field of Query, asked for in both paths while ${network} fails`, () => {
    let reads: readonly ReadCase[] = []
    let worlds: Worlds
    beforeAll(async () => {
      // In worlds of their own: these may be shorter of time.
      const well = await openWorlds()
      reads = await findReads(well, network)
      await well.close()
      worlds = await openWorlds(options)
    })
    afterAll(() => worlds.close())

    it('is asked for, and answered well while nothing fails', () => {
      expect(new Set(reads.map(({ question }) => question.field))).toEqual(
        new Set(Object.keys(createSchema().getQueryType()?.getFields() ?? {})),
      )
      expect(reads.flatMap(({ whole }) => whole.flaws)).toEqual([])
      // The real server cannot make picture codes either.
      expect(reads.flatMap(({ whole }) => whole.errors)).toEqual([{ path: 'captcha', code: 'UNSUPPORTED' }])
    })

    it.each(faults)('fails by itself and with the right code for $title', async (fault) => {
      const deviations = await worlds.each(reads, (world, read) => judgeRead(world, read, network, fault))

      expect(deviations.flat()).toEqual([])
    })
  })
}
