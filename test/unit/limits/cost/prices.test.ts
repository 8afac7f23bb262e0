import { defaultFieldResolver, getNamedType, isInputObjectType, isObjectType } from 'graphql'
import { describe, expect, it } from 'vitest'
import { prices } from '../../../../src/limits/cost/prices.ts'
import { providerCosts } from '../../../../src/datasources/index.ts'
import { createSchema } from '../../../../src/schema.ts'

const schema = createSchema()

/** Every field of every object type of ours, by its place in the schema. */
const fields = Object.values(schema.getTypeMap())
  .filter((type) => isObjectType(type))
  .filter(({ name }) => !name.startsWith('__'))
  .flatMap((type) =>
    Object.values(type.getFields()).map((field) => ({ coordinate: `${type.name}.${field.name}`, field })),
  )

describe('the list of prices', () => {
  it('contains exactly the fields that have a resolver and so may call upstream', () => {
    const resolved = fields.filter(({ field }) => field.resolve && field.resolve !== defaultFieldResolver)

    expect(resolved.length).toBeGreaterThan(60)
    expect(Object.keys(prices).sort()).toEqual(resolved.map(({ coordinate }) => coordinate).sort())
  })

  it('contains each way to find a user', () => {
    const by = getNamedType(schema.getType('UserBy'))
    const ways = isInputObjectType(by) ? Object.keys(by.getFields()).filter((name) => name !== 'id') : []
    const priced = Object.values(providerCosts).flatMap(({ lookups }) => Object.keys(lookups))

    expect(ways.length).toBeGreaterThan(5)
    expect(priced.sort()).toEqual(ways.sort())
  })
})
