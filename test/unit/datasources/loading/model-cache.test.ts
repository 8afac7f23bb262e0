import { beforeEach, describe, expect, it } from 'vitest'
import { createModelCache, type ModelCache } from '../../../../src/datasources/loading/model-cache.ts'
import type { Scope } from '../../../../src/request/scope.ts'
import { standingClock } from '../../../support/time.ts'

const BOT: Scope = 'bot:1'
const ALIA: Scope = 'viewer:alia'
const BO: Scope = 'viewer:bo'
const MEGABYTE = 1024 * 1024

const clock = standingClock()
let cache: ModelCache
beforeEach(() => {
  cache = createModelCache(MEGABYTE, clock)
})

const put = (scope: Scope, id: string, value: object | null = { id }, kind = 'user') =>
  cache.set(scope, kind, id, value, cache.begin())
const held = (scope: Scope, id: string, kind = 'user') => cache.get(scope, kind, id)?.value
const heldOf = (scope: Scope, count: number): number =>
  Array.from({ length: count }, (_, index) => held(scope, `${index}`)).filter(Boolean).length

describe('an entry', () => {
  it('belongs to one scope and kind, and has the time when its fetch began', () => {
    const ticket = cache.begin()
    clock.advance(300)
    cache.set(ALIA, 'user', '1', { name: 'seen by Alia' }, ticket)

    expect(cache.get(ALIA, 'user', '1')).toMatchObject({ value: { name: 'seen by Alia' } })
    expect(clock.now() - (cache.get(ALIA, 'user', '1')?.fetchedAt ?? 0)).toBe(300)
    expect([held(BO, '1'), held(BOT, '1'), held(ALIA, '1', 'conversation')]).toEqual(Array(3).fill(undefined))
  })

  it('can be null: there is no such thing', () => {
    put(BOT, '1', null)

    expect(held(BOT, '1')).toBeNull()
    expect(held(BOT, '2')).toBeUndefined()
  })

  it('can be removed from one scope', () => {
    for (const scope of [ALIA, BO]) put(scope, '1')
    cache.remove(ALIA, 'user', '1')

    expect([held(ALIA, '1'), held(BO, '1')]).toEqual([undefined, { id: '1' }])
  })
})

describe('a thing that has changed for one scope', () => {
  it('is dropped there, and so is what was being fetched; others keep it', () => {
    for (const scope of [ALIA, BO]) put(scope, '1')
    const before = cache.begin()
    cache.dropOf(ALIA, 'user', '1')

    expect([held(ALIA, '1'), held(BO, '1')]).toEqual([undefined, { id: '1' }])
    expect(cache.set(ALIA, 'user', '1', { old: true }, before)).toBe(false)
    expect(cache.set(BO, 'user', '1', { other: true }, before)).toBe(true)
    put(ALIA, '1', { new: true })
    expect([held(ALIA, '1'), held(BO, '1')]).toEqual([{ new: true }, { other: true }])
  })
})

describe('an entry that mentions other things', () => {
  const mentions = [{ kind: 'circle', id: 'c' }]
  const putMentioning = (scope: Scope, id: string) =>
    cache.set(scope, 'user', id, { id }, cache.begin(), mentions)

  it('is dropped with one of them in all scopes, and so is what was being fetched', () => {
    for (const scope of [ALIA, BO]) putMentioning(scope, '1')
    put(ALIA, '2')
    const before = cache.begin()
    cache.drop('circle', 'c')

    expect([held(ALIA, '1'), held(BO, '1'), held(ALIA, '2')]).toEqual([undefined, undefined, { id: '2' }])
    expect(cache.set(ALIA, 'user', '1', { old: true }, before, mentions)).toBe(false)
    expect(cache.set(ALIA, 'user', '1', { other: true }, before)).toBe(true)
    expect(putMentioning(BO, '1')).toBe(true)
  })

  it('is no longer current for what was made of it', () => {
    putMentioning(ALIA, '1')
    const { ref } = cache.get(ALIA, 'user', '1') ?? {}
    const at = cache.checkpoint()
    cache.drop('circle', 'other')
    expect(cache.areCurrent(ref ? [ref] : [], at)).toBe(true)
    cache.drop('circle', 'c')
    expect(cache.areCurrent(ref ? [ref] : [], at)).toBe(false)
  })
})

describe('memory', () => {
  it('is bounded by bytes; the least recently used entry is evicted first', () => {
    for (let id = 0; id < 100; id += 1) put(BOT, `${id}`, { text: 'x'.repeat(10_000) })

    // Two bytes a character, and less than 1 kB for what holds them.
    expect(heldOf(BOT, 100)).toBeGreaterThan(MEGABYTE / 21_000)
    expect(heldOf(BOT, 100)).toBeLessThan(MEGABYTE / 20_000)
    expect(held(BOT, '99')).toBeDefined()
    expect(held(BOT, '0')).toBeUndefined()
  })

  it.each([
    ['an object in an object', (text: string) => ({ inner: { text } })],
    ['a list', (text: string) => ({ list: [text] })],
    ['a map', (text: string) => new Map([['name', text]])],
    ['the key of a map', (text: string) => new Map([[text, 1]])],
  ])('counts text in %s', (_, valueOf) => {
    for (let id = 0; id < 100; id += 1) put(BOT, `${id}`, valueOf('x'.repeat(10_000)))

    expect(heldOf(BOT, 100)).toBeLessThanOrEqual(MEGABYTE / 20_000)
  })

  it('keeps no entry that is larger than all of it, and evicts nothing for one', () => {
    put(BOT, '1')
    put(BOT, '2', { text: 'x'.repeat(MEGABYTE) })

    expect([held(BOT, '1'), held(BOT, '2')]).toEqual([{ id: '1' }, undefined])
  })

  it.each([ALIA, BOT])('holds as many entries as fit, of a viewer as of the bot: %s', (scope) => {
    for (let id = 0; id < 1_500; id += 1) put(scope, `${id}`)

    expect(heldOf(scope, 1_500)).toBe(1_500)
  })

  it('is taken from the viewer who has most of it', () => {
    for (let id = 0; id < 20; id += 1) put(BO, `${id}`)
    for (let id = 0; id < 20_000; id += 1) put(ALIA, `${id}`)

    expect(heldOf(BO, 20)).toBe(20)
    expect(held(ALIA, '19999')).toBeDefined()
  })

  it('keeps a half for the bot, which serves all callers', () => {
    for (let id = 0; id < 1_000; id += 1) put(BOT, `${id}`)
    for (let id = 0; id < 20_000; id += 1) put(ALIA, `${id}`)

    expect(heldOf(BOT, 1_000)).toBe(1_000)
  })

  it('of no bytes keeps nothing', () => {
    const none = createModelCache(0, clock)
    none.set(BOT, 'user', '1', { id: '1' }, none.begin())

    expect(none.get(BOT, 'user', '1')).toBeUndefined()
  })
})

describe('a drop', () => {
  it('removes the entries of all scopes, of this thing only', () => {
    for (const scope of [BOT, ALIA]) for (const id of ['1', '2']) put(scope, id)
    put(BOT, '1', { id: '1' }, 'conversation')
    cache.drop('user', '1')

    expect([held(BOT, '1'), held(ALIA, '1')]).toEqual([undefined, undefined])
    expect([held(BOT, '2'), held(ALIA, '2'), held(BOT, '1', 'conversation')]).toEqual([
      { id: '2' },
      { id: '2' },
      { id: '1' },
    ])
  })

  it('of a kind removes its entries in all scopes, and leaves other kinds', () => {
    for (const scope of [BOT, ALIA]) for (const id of ['1', '2']) put(scope, id)
    put(BOT, '1', { id: '1' }, 'conversation')
    const [before, ref] = [cache.begin(), cache.get(BOT, 'user', '1')?.ref]
    const heard: unknown[] = []
    cache.onDrop((kind, id) => void heard.push([kind, id]))
    cache.dropAll('user')

    expect([held(BOT, '1'), held(ALIA, '2')]).toEqual([undefined, undefined])
    expect(held(BOT, '1', 'conversation')).toEqual({ id: '1' })
    expect(ref && cache.areCurrent([ref], before.order)).toBe(false)
    expect(heard).toEqual([['user', undefined]])
    cache.set(BOT, 'user', '1', { id: 'old' }, before)
    expect(held(BOT, '1')).toBeUndefined()
    put(BOT, '1')
    expect(held(BOT, '1')).toEqual({ id: '1' })
  })

  it('of everything leaves nothing, and keeps nothing that was being fetched', () => {
    for (const scope of [BOT, ALIA]) for (const id of ['1', '2']) put(scope, id)
    put(BOT, '1', { id: '1' }, 'conversation')
    const before = cache.begin()
    expect(cache.size()).toMatchObject({ entries: 5, owners: 2 })
    cache.dropAll()

    expect(cache.size()).toMatchObject({ entries: 0, owners: 0, bytes: 0 })
    cache.set(ALIA, 'conversation', '1', { id: 'old' }, before)
    expect(held(ALIA, '1', 'conversation')).toBeUndefined()
    put(ALIA, '1')
    expect(held(ALIA, '1')).toEqual({ id: '1' })
  })

  it('wins over a fetch that began before it, and not over a later one', () => {
    const before = cache.begin()
    cache.drop('user', '1')
    const after = cache.begin()
    cache.set(BOT, 'user', '1', { id: 'old' }, before)
    expect(held(BOT, '1')).toBeUndefined()

    cache.set(BOT, 'user', '1', { id: 'new' }, after)
    cache.set(BOT, 'user', '1', { id: 'old' }, before)
    expect(held(BOT, '1')).toEqual({ id: 'new' })
  })

  it('calls the listeners', () => {
    const heard: string[] = []
    cache.onDrop((kind, id) => void heard.push(`${kind} ${id}`))
    cache.drop('user', '1')
    cache.dropScope(ALIA)

    expect(heard).toEqual(['user 1'])
  })
})

describe('a scope that is dropped', () => {
  it.each([ALIA, BOT])('loses its entries and what is being fetched: %s', (scope) => {
    const other = scope === ALIA ? BO : ALIA
    for (const one of [scope, other]) for (const id of ['1', '2']) put(one, id)
    const before = cache.begin()
    cache.dropScope(scope)
    expect(cache.set(scope, 'user', '3', { id: '3' }, before)).toBe(false)

    expect(['1', '2', '3'].map((id) => held(scope, id))).toEqual(Array(3).fill(undefined))
    expect(['1', '2'].map((id) => held(other, id))).toEqual([{ id: '1' }, { id: '2' }])
  })

  it('tells whether it had entries', () => {
    put(ALIA, '1')

    expect([cache.dropScope(ALIA), cache.dropScope(ALIA), cache.dropScope(BO)]).toEqual([true, false, false])
  })

  it('can fill again', () => {
    cache.dropScope(ALIA)
    put(ALIA, '1')

    expect(held(ALIA, '1')).toEqual({ id: '1' })
  })
})

describe('a drop that 150,000 others follow, as of made-up credentials', () => {
  const MANY = 150_000
  const dropMany = (): void => {
    for (let index = 0; index < MANY; index += 1) {
      cache.dropScope(`viewer:made up ${index}`)
      cache.drop('conversation', `${index}`)
    }
  }

  it.each([ALIA, BOT])('of a scope still counts: %s', (scope) => {
    put(scope, '1')
    const refs = [cache.scopeEntry(scope)]
    const [before, checkedAt] = [cache.begin(), cache.checkpoint()]
    cache.dropScope(scope)
    dropMany()
    cache.set(scope, 'user', '2', { id: '2' }, before)

    expect([held(scope, '1'), held(scope, '2')]).toEqual([undefined, undefined])
    expect(cache.areCurrent(refs, checkedAt)).toBe(false)
  })

  it('of a thing still counts', () => {
    for (const scope of [ALIA, BO]) put(scope, '1')
    const refs = [cache.get(ALIA, 'user', '1')?.ref ?? cache.scopeEntry(BO)]
    const [before, checkedAt] = [cache.begin(), cache.checkpoint()]
    cache.drop('user', '1')
    dropMany()
    cache.set(BO, 'user', '1', { id: '1' }, before)

    expect([held(ALIA, '1'), held(BO, '1')]).toEqual([undefined, undefined])
    expect(cache.areCurrent(refs, checkedAt)).toBe(false)
  })

  it('takes no entry of another scope away', () => {
    put(ALIA, '1')
    for (let index = 0; index < MANY; index += 1) cache.dropScope(`viewer:made up ${index}`)

    expect(held(ALIA, '1')).toEqual({ id: '1' })
  })
})

describe('a reader that remembers refs', () => {
  const fill = (count: number): void => {
    for (let id = 0; id < count; id += 1) put(ALIA, `more ${id}`)
  }
  const refOf = (scope: Scope, id: string) => {
    put(scope, id)
    return cache.get(scope, 'user', id)?.ref ?? cache.scopeEntry(scope)
  }

  it.each([
    ['it is replaced', () => put(ALIA, '1')],
    ['it is taken away', () => cache.remove(ALIA, 'user', '1')],
    ['it makes room', () => fill(10_000)],
    ['the thing is dropped', () => cache.drop('user', '1')],
    ['its scope is dropped', () => cache.dropScope(ALIA)],
  ])('hears that one of them is not current when %s', (_, happen) => {
    const refs = [refOf(ALIA, '1'), refOf(BOT, '2')]
    const checkedAt = cache.checkpoint()
    expect(cache.areCurrent(refs, checkedAt)).toBe(true)
    happen()

    expect(cache.areCurrent(refs, checkedAt)).toBe(false)
    expect(cache.areCurrent(refs.slice(1), checkedAt)).toBe(true)
  })

  it('finds them current after earlier drops and drops of other things', () => {
    cache.drop('user', '1')
    cache.dropScope(ALIA)
    const refs = [refOf(ALIA, '1'), cache.scopeEntry(ALIA)]
    const checkedAt = cache.checkpoint()
    cache.drop('user', '2')
    cache.drop('conversation', '1')
    cache.dropScope(BO)

    expect(cache.areCurrent(refs, checkedAt)).toBe(true)
    expect(cache.areCurrent(refs, 0)).toBe(true)
  })

  it('may depend on a scope alone', () => {
    const scopeEntry = cache.scopeEntry(ALIA)
    expect(cache.areCurrent([scopeEntry], cache.checkpoint())).toBe(true)
    cache.dropScope(ALIA)

    expect(cache.areCurrent([scopeEntry], 0)).toBe(false)
  })
})

it('looks at the entries of a reader only after something was dropped or evicted', () => {
  let looks = 0
  const counted = {
    ...cache.scopeEntry(ALIA),
    get isEvicted() {
      looks += 1
      return false
    },
  }
  const areCurrentAt = (checkedAt: number) => cache.areCurrent([counted], checkedAt)
  put(ALIA, '1')
  const checkedAt = cache.checkpoint()
  put(ALIA, '2')
  expect([areCurrentAt(checkedAt), looks]).toEqual([true, 0])

  put(ALIA, '1')
  expect([areCurrentAt(checkedAt), looks]).toEqual([true, 1])
  expect([areCurrentAt(cache.checkpoint()), looks]).toEqual([true, 1])

  cache.drop('user', '3')
  expect([areCurrentAt(checkedAt), looks]).toEqual([true, 2])
})
