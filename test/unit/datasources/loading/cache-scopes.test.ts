import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  createModelCache,
  type FetchTicket,
  type ModelCache,
} from '../../../../src/datasources/loading/model-cache.ts'
import type { Scope } from '../../../../src/request/scope.ts'
import { standingClock } from '../../../support/time.ts'

/** Ids that lead to another key if keys are not built with care. */
const ids = fc.constantFrom('1', '2', 'user\n1', 'bot:1\nuser\n1', 'viewer:a\nuser\n1', '')
const place = fc.record({
  scope: fc.constantFrom<Scope>('bot:1', 'bot:11', 'viewer:a', 'viewer:b'),
  kind: fc.constantFrom('user', 'conversation'),
  id: ids,
})

type Place = { readonly scope: Scope; readonly kind: string; readonly id: string }
type Step = Place & {
  readonly what: 'begin' | 'set' | 'get' | 'remove' | 'drop' | 'dropScope'
  readonly fetch: number
}

const step: fc.Arbitrary<Step> = fc
  .tuple(
    place,
    fc.constantFrom<Step['what']>('begin', 'set', 'set', 'get', 'get', 'remove', 'drop', 'dropScope'),
    fc.nat(3),
  )
  .map(([where, what, fetch]) => ({ ...where, what, fetch }))

interface Fetch {
  readonly ticket: FetchTicket
  readonly turn: number
}

const nameOf = ({ scope, kind, id }: Place): string => JSON.stringify([scope, kind, id])

/** Caches take a while to make: each play has ids of its own in one of these. */
const caches = [400, 4_000, 1_000_000].map((maxBytes) => createModelCache(maxBytes, standingClock()))
let plays = 0

/** Plays the steps; tells what was found that no fetch of this place brought, or that a drop had ended. */
const play = (steps: readonly Step[], cache: ModelCache): string[] => {
  plays += 1
  const fetches: Fetch[] = []
  const ended = new Map<string, number>()
  const wrong: string[] = []
  for (const [turn, { what, fetch, ...place }] of steps.entries()) {
    const where: Place = { ...place, scope: `${place.scope}${plays}`, id: `${place.id}${plays}` }
    const { scope, kind, id } = where
    if (what === 'begin') fetches.push({ ticket: cache.begin(), turn })
    else if (what === 'drop') {
      cache.drop(kind, id)
      ended.set(JSON.stringify([kind, id]), turn)
    } else if (what === 'dropScope') {
      cache.dropScope(scope)
      ended.set(scope, turn)
    } else if (what === 'remove') cache.remove(scope, kind, id)
    else if (what === 'set') {
      const { ticket, turn: begun } = fetches.at(-1 - fetch) ?? { ticket: cache.begin(), turn }
      cache.set(scope, kind, id, { of: nameOf(where), begun }, ticket)
    } else {
      const value = cache.get(scope, kind, id)?.value as { of: string; begun: number } | undefined
      if (!value) continue
      const endedAt = Math.max(ended.get(JSON.stringify([kind, id])) ?? -1, ended.get(scope) ?? -1)
      if (value.of !== nameOf(where)) wrong.push(`${nameOf(where)} got ${value.of}`)
      if (value.begun < endedAt) wrong.push(`${nameOf(where)} got an entry from before its drop`)
    }
  }
  return wrong
}

describe('the cache', () => {
  it('returns no entry of another scope, and none that was dropped, in any order of events', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 80 }), fc.constantFrom(...caches), (steps, cache) => {
        expect(play(steps, cache)).toEqual([])
      }),
      { numRuns: 500, seed: 1 },
    )
  })
})
