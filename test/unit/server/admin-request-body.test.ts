import { describe, expect, it } from 'vitest'
import { toAdminRequest } from '../../../src/cli/admin/request.ts'
import { ACTION_PATHS } from '../../../src/server/admin/request-body.ts'

describe('what parley admin sends', () => {
  it.each([
    ['drop-copies', { user: 'mixin:user:1' }, { action: 'drop-copies', user: 'mixin:user:1' }],
    ['drop-copies', { everything: true }, { action: 'drop-copies', user: undefined }],
    ['close-network', { network: 'mixin' }, { action: 'close-network', network: 'mixin', forMs: undefined }],
    [
      'close-network',
      { network: 'mixin', seconds: '90' },
      { action: 'close-network', network: 'mixin', forMs: 90_000 },
    ],
    ['open-network', { network: 'mixin' }, { action: 'open-network', network: 'mixin' }],
    ['end-sessions', { user: 'sealtalk:user:1' }, { action: 'end-sessions', user: 'sealtalk:user:1' }],
  ])('for %s %j is what the admin port takes', (name, values, asked) => {
    const request = toAdminRequest(name, values)
    expect(request).toMatchObject({ method: 'POST' })
    const { path, body } = request as Exclude<typeof request, string>
    expect(ACTION_PATHS.get(path)?.(JSON.stringify(body))).toEqual(asked)
  })

  it.each([
    ['stat', {}, '"stat" is not an action. Did you mean state?'],
    ['toString', {}, '"toString" is not an action. They are: state,'],
    ['drop-copies', {}, '--user or --everything is missing.'],
    ['drop-copies', { user: 'a', everything: true }, 'exclude each other'],
    ['open-network', {}, '--network is missing: mixin or sealtalk.'],
    ['open-network', { network: 'mixin', seconds: '5' }, 'open-network takes no --seconds.'],
    ['close-network', { network: 'mixin', seconds: '1.5' }, '--seconds must be a whole number.'],
    ['end-sessions', {}, '--user is missing.'],
    ['state', { user: 'a' }, 'state takes no --user.'],
  ])('says what is wrong with %s %j, and nothing is sent', (name, values, message) => {
    expect(toAdminRequest(name, values)).toContain(message)
  })
})

describe('how long a network can be closed in advance', () => {
  const ask = (forSeconds: unknown) =>
    ACTION_PATHS.get('/networks/close')?.(JSON.stringify({ network: 'mixin', forSeconds }))

  it.each([1, 604_800])('%d seconds', (seconds) => {
    expect(ask(seconds)).toMatchObject({ forMs: seconds * 1_000 })
  })

  it.each([0, -1, 1.5, 604_801, '60', true, null])('not %j', (seconds) => {
    expect(ask(seconds)).toContain('forSeconds: must be a whole number from 1 to 604800, a week.')
  })
})
