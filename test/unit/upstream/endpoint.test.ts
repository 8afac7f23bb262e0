import { describe, expect, it } from 'vitest'
import { buildPath, displayPath, type Endpoint } from '../../../src/upstream/endpoint.ts'

const FIND: Endpoint = {
  operation: 'find',
  method: 'GET',
  template: '/user/find/:region/:phone',
  effect: 'read',
  hidden: ['phone'],
}

const pathOf = (phone: string): string => buildPath(FIND, { region: '86', phone })

describe('a path', () => {
  it.each(['', '.', '..', '\ud800', 'x\udfff'])('cannot have %j as a segment', (phone) => {
    expect(() => pathOf(phone)).toThrow(TypeError)
  })

  it.each(['../me', '../../me', 'a/b', '?a=b', '#me', '%2e%2e', 'x\r\nX-Evil: 1', '\0', '💩', '...', ' '])(
    'keeps %j in its segment',
    (phone) => {
      const { pathname, search, hash } = new URL(pathOf(phone), 'http://upstream.test')

      expect([pathname.split('/').length, search, hash]).toEqual([5, '', ''])
      expect(decodeURIComponent(pathname.split('/')[4] ?? '')).toBe(phone)
      expect(pathname).toMatch(/^[\x21-\x7e]+$/)
    },
  )

  it('is not built without all of its parameters', () => {
    expect(() => buildPath(FIND, { region: '86' })).toThrow(TypeError)
  })

  it('is shown without hidden parameters', () => {
    expect(displayPath(FIND, { region: '86', phone: '13800138000' })).toBe('/user/find/86/:phone')
  })
})
