import { GraphQLError } from 'graphql'
import { describe, expect, it } from 'vitest'
import { GatewayError } from '../../../src/errors.ts'
import { isMasked, toClientError } from '../../../src/response/client-error.ts'

const MASKED = {
  message: 'Internal gateway error. If it persists, report the request ID.',
  path: ['user'],
  extensions: { code: 'INTERNAL_SERVER_ERROR', retryable: false, requestId: 'r1' },
}

const located = (originalError: unknown): GraphQLError =>
  new GraphQLError('canary', { path: ['user'], originalError: originalError as Error })

describe('an error that is nobody’s message', () => {
  it.each([
    ['an error', new Error('canary')],
    ['an error with a cause', new TypeError('canary', { cause: new Error('canary') })],
    ['an error that carries extensions', Object.assign(new Error('canary'), { extensions: { canary: 1 } })],
    ['an error inside others', located(new Error('canary'))],
    [
      'GraphQL’s own, while it executes',
      new GraphQLError('Cannot return null for canary.', { path: ['user'] }),
    ],
  ])('is masked: %s', (_, thrown) => {
    const error = toClientError(located(thrown), 'r1')

    expect(isMasked(error)).toBe(true)
    expect(error.toJSON()).toEqual(MASKED)
    expect(error.originalError).toBeUndefined()
    expect(JSON.stringify(error, Object.getOwnPropertyNames(error))).not.toContain('canary')
  })
})

it('an error of the gateway has its message, its code, and nothing of its cause', () => {
  const cause = new Error('canary')
  const thrown = new GatewayError('UPSTREAM_UNAVAILABLE', 'Mixin did not respond.', {
    network: 'mixin',
    cause,
  })

  expect(toClientError(located(thrown), 'r1').toJSON()).toEqual({
    message: 'Mixin did not respond.',
    path: ['user'],
    extensions: { code: 'UPSTREAM_UNAVAILABLE', network: 'MIXIN', retryable: true, requestId: 'r1' },
  })
})

it('a message has at most 300 characters', () => {
  const thrown = new GatewayError('BAD_USER_INPUT', 'x'.repeat(1_000), {})

  expect(toClientError(thrown, 'r1').message).toHaveLength(300)
})
