import { expect, it } from 'vitest'
import { byPlace } from '../../../src/response/error-order.ts'

const error = (line: number, column: number, ...path: (string | number)[]) => ({
  locations: [{ line, column }],
  path,
})

it('orders errors by their field in the document, then by their place in lists', () => {
  const inOrder = [
    { locations: undefined, path: undefined },
    error(1, 9, 'users', 2, 'phone'),
    error(1, 9, 'users', 10, 'phone'),
    error(1, 12, 'users', 0, 'name'),
    error(2, 1, 'groups', 1, 'members', 5, 'name'),
    error(2, 1, 'groups', 2, 'members', 0, 'name'),
  ]

  expect(inOrder.toReversed().toSorted(byPlace)).toEqual(inOrder)
})
