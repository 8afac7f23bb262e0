import { describe, expect, it } from 'vitest'
import type { IncomingMessage } from 'node:http'
import { readTarget } from '../../../src/server/target.ts'

const read = (url: string) => readTarget({ url } as IncomingMessage)

describe('the target of a request', () => {
  it.each([
    ['/graphql', '/graphql', ''],
    ['/graphql?query=%7Ba%7D', '/graphql', '?query=%7Ba%7D'],
    ['/graphql?', '/graphql', '?'],
    // An absolute one, as proxies send it.
    ['http://gateway:4000/graphql?a=b', '/graphql', '?a=b'],
    ['HTTPS://user@Gateway/graphql', '/graphql', ''],
    ['http://gateway', '/', ''],
    ['http://gateway?a=b', '/', '?a=b'],
    ['http://[::1]:4000/health/live', '/health/live', ''],
    // An escaped letter means the same as the letter, but an escaped slash does not.
    ['/%67raph%71l', '/graphql', ''],
    ['/graphql%2Fassets', '/graphql%2Fassets', ''],
    ['/%2e%2E/%', '/../%', ''],
    ['/%25%36%37raphql', '/%2567raphql', ''],
    ['/a?b=%67', '/a', '?b=%67'],
    // None of these is the path of a route.
    ['//graphql', '//graphql', ''],
    ['http://gateway//graphql', '//graphql', ''],
    ['ftp://gateway/graphql', 'ftp://gateway/graphql', ''],
    ['graphql', 'graphql', ''],
    ['*', '*', ''],
    ['', '', ''],
  ])('%s has the path %s', (url, path, search) => {
    expect(read(url)).toEqual({ path, search })
  })
})
