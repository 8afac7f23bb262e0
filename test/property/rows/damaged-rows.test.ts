import * as fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { draws } from '../../support/draws.ts'
import { codesOf, startGateway, type TestGateway } from '../../support/gateway.ts'
import { botSettings } from '../../support/mixin-upstream.ts'
import { startSealTalkHarness } from '../../support/sealtalk-upstream.ts'
import { takeClock } from '../../support/time.ts'
import { droppedParts } from '../../support/unusable-parts.ts'
import { changingMixin, mixinCases, sealTalkCases } from './cases.ts'
import { drawnRows, type ListCase } from './damage.ts'

const clock = takeClock()
const harness = await startSealTalkHarness({}, clock)
const mixin = changingMixin()
let gateway: TestGateway
beforeAll(async () => {
  const { dispatcher } = mixin
  const env = { ...botSettings(), CACHE_MAX_BYTES: '1' }
  gateway = await startGateway({ env, dispatcher, clock, sleep: () => Promise.resolve() })
})
afterAll(async () => {
  await Promise.all([harness.close(), gateway.close()])
  clock.release()
})

const cases: readonly ListCase[] = [...sealTalkCases(harness), ...mixinCases(() => gateway, mixin.answer)]

describe('a list in which rows are damaged', () => {
  it.each(cases)('$network $name: keeps its other rows, and counts those', async (list) => {
    const { network, row, damages, ask, shown, expected, allUnreadable } = list
    const counting = network === 'mixin' ? gateway : harness.gateway
    const counts = async () => ({
      row: await droppedParts(counting, network, 'row'),
      'empty-row': await droppedParts(counting, network, 'empty-row'),
    })
    let lost = 0
    await fc.assert(
      fc.asyncProperty(drawnRows(damages), async (drawn) => {
        // Breakers are closed again.
        clock.advance(70_000)
        const before = await counts()
        const answer = await ask(
          drawn.map((damage, index) => damage?.apply(row(index)) ?? (damage ? null : row(index))),
        )
        const after = await counts()

        const kept = drawn.flatMap((damage, index) => (damage ? [] : [expected(index)]))
        const damaged = (kind: string) => drawn.filter((damage) => damage?.kind === kind).length
        if (damaged('row') > 0 && kept.length === 0) {
          lost += 1
          expect(after.row).toBeGreaterThan(before.row)
          if (allUnreadable === 'error') {
            expect(codesOf(answer).every((code) => code.endsWith(': UPSTREAM_UNAVAILABLE'))).toBe(true)
            expect(codesOf(answer)).not.toEqual([])
            return
          }
          expect([answer.errors, shown(answer.data)]).toEqual([[], allUnreadable.shown])
          return
        }
        expect([answer.errors, shown(answer.data)]).toEqual([[], kept])
        expect(after).toEqual({
          row: before.row + damaged('row'),
          'empty-row': before['empty-row'] + damaged('empty-row'),
        })
      }),
      { numRuns: draws(200), examples: [[[damages.find(({ kind }) => kind === 'row')]]] },
    )
    expect(lost).toBeGreaterThan(0)
  })
})
