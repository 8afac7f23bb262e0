import { describe, expect, it } from 'vitest'
import { fillIn } from './anything.ts'

const answered = {
  name: 'Mirel',
  cursor: 'abc.123',
  list: [
    { id: 1, more: true },
    { id: 2, more: false },
    { id: 3, more: true },
  ],
}

describe('what a page shows of an answer', () => {
  it.each([
    ['a value', { ...answered, list: '…' }],
    ['a part of a text', { ...answered, cursor: 'abc…' }],
    ['the rest of a list', { ...answered, list: [{ id: 1, more: true }, '…'] }],
    ['further keys', { name: 'Mirel', '…': '…' }],
    ['further keys inside a list', { ...answered, list: [{ id: 1, '…': '…' }, '…'] }],
    ['nothing', answered],
  ])('may leave out %s', (_, shown) => {
    expect(fillIn(shown, answered)).toEqual(answered)
  })

  it.each([
    ['another value', { ...answered, name: 'Alia' }],
    ['another beginning', { ...answered, cursor: 'xyz…' }],
    ['another item before the rest', { ...answered, list: [{ id: 9, more: true }, '…'] }],
    ['more items than there are', { ...answered, list: [...answered.list, { id: 4, more: true }, '…'] }],
    ['fewer items', { ...answered, list: answered.list.slice(0, 2) }],
    ['fewer keys', { name: 'Mirel', cursor: 'abc.123' }],
    ['a key that is not there', { ...answered, nobody: null }],
    ['another value beside further keys', { name: 'Alia', '…': '…' }],
    ['null', null],
  ])('may not show %s', (_, shown) => {
    expect(fillIn(shown, answered)).not.toEqual(answered)
  })
})
