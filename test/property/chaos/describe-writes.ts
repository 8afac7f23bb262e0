import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createSchema } from '../../../src/schema.ts'
import { callsForNobody, findWrites, judgeWrite, type WriteCase } from './every-write.ts'
import type { FaultCase } from './faults.ts'
import { NETWORKS, openWorlds, type Network, type Worlds, type WorldsOptions } from './worlds.ts'

/** Tests that carry out every mutation of a network while its call fails, in both paths. */
export const describeWrites = (
  network: Network,
  faults: readonly FaultCase[],
  options: WorldsOptions = {},
): void => {
  describe(`every mutation of ${network}, carried out in both paths`, () => {
    let writes: readonly WriteCase[] = []
    let worlds: Worlds
    beforeAll(async () => {
      worlds = await openWorlds(options)
      writes = await findWrites(worlds, network)
    })
    afterAll(() => worlds.close())

    it('is one of this network or the other', async () => {
      const found = await Promise.all(NETWORKS.map((one) => findWrites(worlds, one)))

      expect(new Set(found.flat().map(({ field }) => field))).toEqual(
        new Set(Object.keys(createSchema().getMutationType()?.getFields() ?? {})),
      )
    })

    it('makes no call for a caller who has gone', async () => {
      const calls = await worlds.each(writes, callsForNobody)

      expect(calls.flat()).toEqual([])
    })

    it.each(faults)('is sent once and tells what became of it for $title', async (fault) => {
      const deviations = await worlds.each(writes, (world, write) => judgeWrite(world, write, fault))

      expect(deviations.flat()).toEqual([])
    })
  })
}
