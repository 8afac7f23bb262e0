import { describe, expect, it } from 'vitest'
import { fillIn } from './placeholders.ts'

const actual = {
  name: 'Mirel',
  cursor: 'abc.123',
  list: [
    { id: 1, more: true },
    { id: 2, more: false },
    { id: 3, more: true },
  ],
}

describe('a response on a page', () => {
  it.each([
    ['a value', { ...actual, list: '…' }],
    ['a part of a text', { ...actual, cursor: 'abc…' }],
    ['the rest of a list', { ...actual, list: [{ id: 1, more: true }, '…'] }],
    ['further keys', { name: 'Mirel', '…': '…' }],
    ['further keys inside a list', { ...actual, list: [{ id: 1, '…': '…' }, '…'] }],
    ['nothing', actual],
  ])('matches when it leaves out %s', (_, shown) => {
    expect(fillIn(shown, actual)).toEqual(actual)
  })

  it.each([
    ['another value', { ...actual, name: 'Alia' }],
    ['another beginning', { ...actual, cursor: 'xyz…' }],
    ['another item before the rest', { ...actual, list: [{ id: 9, more: true }, '…'] }],
    ['more items than there are', { ...actual, list: [...actual.list, { id: 4, more: true }, '…'] }],
    ['fewer items', { ...actual, list: actual.list.slice(0, 2) }],
    ['fewer keys', { name: 'Mirel', cursor: 'abc.123' }],
    ['an additional key', { ...actual, nobody: null }],
    ['another value beside further keys', { name: 'Alia', '…': '…' }],
    ['null', null],
  ])('does not match when it shows %s', (_, shown) => {
    expect(fillIn(shown, actual)).not.toEqual(actual)
  })
})
