import { isEnumType } from 'graphql'
import { describe, expect, it } from 'vitest'
import { type ErrorCode, errorCodes, possibleTypes } from '../../schema/index.ts'
import { possibleTypesOf } from '../../scripts/codegen/names.ts'
import type { ErrorCode as GatewayErrorCode } from '../../src/errors.ts'
import { createSchema } from '../../src/schema.ts'

const schema = createSchema()

describe('what the package exports of the schema', () => {
  it('has every error code, with its type', () => {
    const type = schema.getType('ErrorCode')
    const codes: readonly ErrorCode[] = errorCodes
    const again: readonly (typeof errorCodes)[number][] = codes satisfies readonly GatewayErrorCode[]

    expect(again.toSorted()).toEqual(
      isEnumType(type) &&
        type
          .getValues()
          .map(({ name }) => name)
          .toSorted(),
    )
  })

  it('has the types of each interface', () => {
    expect(possibleTypes).toEqual({
      Account: ['MixinAccount', 'SealTalkAccount'],
      Node: ['App', 'Circle', 'Conversation', 'User'],
    })
    expect(Object.keys(possibleTypes)).toEqual(Object.keys(possibleTypesOf(schema)))
  })
})
