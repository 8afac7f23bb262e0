import { isEnumType, isObjectType } from 'graphql'
import { describe, expect, it } from 'vitest'
import { featuresOf } from '../../../src/datasources/index.ts'
import {
  CONVERSATION_ACTIONS,
  refusalByRole,
  refusalOf,
  requireFeature,
} from '../../../src/datasources/rights.ts'
import { GatewayError } from '../../../src/errors.ts'
import { networkNames } from '../../../src/global-id.ts'
import { createSchema } from '../../../src/schema.ts'

const schema = createSchema()

describe('rights and features', () => {
  it('have the names of the schema', () => {
    const type = schema.getType('ConversationRights')
    const fields = isObjectType(type) ? Object.keys(type.getFields()) : []

    expect(fields.toSorted()).toEqual(CONVERSATION_ACTIONS.toSorted())
  })

  it.each(networkNames)('list the features of %s in the order of the enum', (network) => {
    const type = schema.getType('NetworkFeature')
    const names = isEnumType(type) ? type.getValues().map(({ name }) => name) : []

    const features: string[] = [...featuresOf(network)]

    expect(features).toEqual(names.filter((name) => features.includes(name)))
    expect(features).not.toHaveLength(0)
  })

  it('name a feature that a network lacks in one error', () => {
    expect(() => requireFeature({ network: 'sealtalk', features: new Set() }, 'CIRCLES')).toThrow(
      expect.objectContaining({ code: 'UNSUPPORTED', network: 'sealtalk' }),
    )
    expect(() =>
      requireFeature({ network: 'mixin', features: new Set(['CIRCLES']) }, 'CIRCLES'),
    ).not.toThrow()
  })

  it.each([
    ['members', null, 'FORBIDDEN'],
    ['members', { role: null }, undefined],
    ['members', { role: 'MEMBER' }, undefined],
    ['admins', { role: null }, 'FORBIDDEN'],
    ['admins', { role: 'MEMBER' }, 'FORBIDDEN'],
    ['admins', { role: 'ADMIN' }, undefined],
    ['owner', { role: 'ADMIN' }, 'FORBIDDEN'],
    ['owner', { role: 'OWNER' }, undefined],
  ] as const)('what %s may do is for %j: %s', (rule, membership, code) => {
    expect(refusalByRole('mixin', rule, membership)?.code).toBe(code)
  })

  it('take a failure for a refusal, but neither a document that is too complex nor a bug', () => {
    const failure = new GatewayError('UPSTREAM_UNAVAILABLE', 'Away.')
    const bug = new TypeError('x is undefined')
    const tooComplex = new GatewayError('QUERY_TOO_COMPLEX', 'Too much.')

    expect(refusalOf(failure)).toBe(failure)
    expect(() => refusalOf(bug)).toThrow(bug)
    expect(() => refusalOf(tooComplex)).toThrow(tooComplex)
  })
})
