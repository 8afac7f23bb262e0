import { describe, expect, it } from 'vitest'
import { Canceller } from '../../src/cancellation.ts'

describe('a canceller', () => {
  it('calls its listeners once, in the order in which they were added', () => {
    const canceller = new Canceller()
    const called: string[] = []
    canceller.addEventListener('abort', () => called.push('one'))
    canceller.addEventListener('abort', () => called.push('two'))
    expect(canceller.aborted).toBe(false)
    canceller.abort()
    canceller.abort()
    expect(canceller.aborted).toBe(true)
    expect(called).toEqual(['one', 'two'])
  })

  it('does not call a listener that was removed, even by another one', () => {
    const canceller = new Canceller()
    const called: string[] = []
    const removed = (): void => void called.push('removed')
    canceller.addEventListener('abort', () => canceller.removeEventListener('abort', removed))
    canceller.addEventListener('abort', removed)
    canceller.abort()
    expect(called).toEqual([])
  })

  it('is aborted already when its listeners are called', () => {
    const canceller = new Canceller()
    const seen: boolean[] = []
    canceller.addEventListener('abort', () => seen.push(canceller.aborted))
    canceller.abort()
    expect(seen).toEqual([true])
  })
})
