import { readdirSync, readFileSync } from 'node:fs'
import {
  buildSchema,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isNonNullType,
  isObjectType,
  isSpecifiedScalarType,
  lexicographicSortSchema,
  printSchema,
  validateSchema,
} from 'graphql'
import { describe, expect, it } from 'vitest'
import { createSchema } from '../../src/schema.ts'

const directory = new URL('../../schema/', import.meta.url)
const sdl = readdirSync(directory)
  .filter((file) => file.endsWith('.graphql'))
  .map((file) => readFileSync(new URL(file, directory), 'utf8'))
  .join('\n')
const schema = buildSchema(sdl)

const types = Object.values(schema.getTypeMap()).filter(
  (type) => !type.name.startsWith('__') && !isSpecifiedScalarType(type),
)
const outputTypes = types.filter((type) => isObjectType(type) || isInterfaceType(type))

interface Element {
  /** Where it stands, such as `Query.user(by:)`. */
  readonly path: string
  readonly name: string
  readonly description: string | null | undefined
}

/** Every named thing of the schema: types, fields, arguments, input fields and enum values. */
const elements: Element[] = types.flatMap((type) => {
  const found: Element[] = [{ path: type.name, name: type.name, description: type.description }]
  const add = (path: string, element: { name: string; description?: string | null | undefined }) =>
    found.push({ path: `${type.name}.${path}`, name: element.name, description: element.description })

  if (isObjectType(type) || isInterfaceType(type)) {
    for (const field of Object.values(type.getFields())) {
      add(field.name, field)
      for (const argument of field.args) add(`${field.name}(${argument.name}:)`, argument)
    }
  }
  if (isInputObjectType(type)) for (const field of Object.values(type.getFields())) add(field.name, field)
  if (isEnumType(type)) for (const value of type.getValues()) add(value.name, value)
  return found
})

const FILLERS = new Set(['a', 'an', 'the', 'of', 'this', 'its', 'is', 'for', 'to', 'and', 'in'])

/** `"identityNumber"` and `"The identity number."` both give `["identity", "number"]`. */
const messageOf = (text: string): string[] =>
  text
    .replaceAll(/([a-z])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '' && !FILLERS.has(word))

const repeatsItsName = ({ path, description }: Element): boolean => {
  const known = new Set(messageOf(path))
  return messageOf(description ?? '').every((word) => known.has(word) || known.has(word.replace(/s$/, '')))
}

const pathsOf = (found: readonly Element[]): string[] => found.map((element) => element.path)

describe('the schema', () => {
  it('is valid by the rules of GraphQL', () => {
    expect(validateSchema(schema)).toEqual([])
    expect(elements.length).toBeGreaterThan(300)
  })

  it('is the same when executable, descriptions and URLs of scalars included', () => {
    const [executable, written] = [createSchema(), schema].map((one) =>
      printSchema(lexicographicSortSchema(one)),
    )

    expect(written).toContain('scalar URL @specifiedBy(url: "https://url.spec.whatwg.org/")')
    expect(executable).toBe(written)
  })

  it('describes every type, field, argument, input field and enum value', () => {
    expect(pathsOf(elements.filter((element) => !element.description?.trim()))).toEqual([])
  })

  it('says more in each description than the name does', () => {
    expect(pathsOf(elements.filter((element) => element.description && repeatsItsName(element)))).toEqual([])
  })

  it('ends each description like a sentence', () => {
    const open = elements.filter(
      (element) => element.description && !/[.:…][)"`]*$/.test(element.description),
    )
    expect(pathsOf(open)).toEqual([])
  })

  it('gives every connection nodes, edges with cursors, pageInfo and totalCount, and its field first and after', () => {
    const connections = outputTypes.filter((type) => type.name.endsWith('Connection'))
    expect(connections.map((type) => type.name).toSorted()).toEqual([
      'ConversationConnection',
      'ParticipantConnection',
      'UserConnection',
    ])
    for (const connection of connections) {
      const fields = connection.getFields()
      const item = connection.name.replace(/Connection$/, '')
      expect(String(fields['nodes']?.type), connection.name).toBe(`[${item}!]!`)
      expect(String(fields['edges']?.type), connection.name).toBe(`[${item}Edge!]!`)
      expect(String(fields['pageInfo']?.type), connection.name).toBe('PageInfo!')
      expect(String(fields['totalCount']?.type), connection.name).toBe('Int!')
    }

    const paged = outputTypes
      .flatMap((type) => Object.values(type.getFields()))
      .filter((field) => String(field.type).replace('!', '').endsWith('Connection'))
    expect(paged.length).toBeGreaterThan(0)
    for (const field of paged) {
      const names = field.args.map((argument) => argument.name)
      expect(names, field.name).toEqual(expect.arrayContaining(['first', 'after']))
    }
  })

  it('lets one mutation fail without the others: every payload is nullable, every input is one argument', () => {
    const mutations = Object.values(schema.getMutationType()?.getFields() ?? {})
    expect(mutations.length).toBeGreaterThan(0)
    for (const mutation of mutations) {
      expect(isNonNullType(mutation.type), mutation.name).toBe(false)
      expect(String(mutation.type), mutation.name).toMatch(/Payload$/)
      expect(
        mutation.args.map((argument) => argument.name),
        mutation.name,
      ).toEqual(mutation.args.length === 0 ? [] : ['input'])
      for (const argument of mutation.args) expect(isNonNullType(argument.type), mutation.name).toBe(true)
    }
  })

  it('makes every field called id an ID!', () => {
    const ids = outputTypes.flatMap((type) => {
      const field = type.getFields()['id']
      return field ? [`${type.name}.id: ${String(field.type)}`] : []
    })
    expect(ids.filter((id) => !id.endsWith('.id: ID!'))).toEqual([])
    expect(ids).toContain('Node.id: ID!')
  })

  it('wants every id that an argument or input calls id, except where it is one of several ways', () => {
    const fromInputs = types
      .filter((type) => isInputObjectType(type))
      .filter((type) => !type.isOneOf)
      .flatMap((type) => Object.values(type.getFields()))
    const fromArguments = outputTypes
      .flatMap((type) => Object.values(type.getFields()))
      .flatMap((field) => field.args)
    const ids = [...fromInputs, ...fromArguments].filter((input) => input.name === 'id')
    expect(ids.length).toBeGreaterThan(0)
    expect(new Set(ids.map((input) => String(input.type)))).toEqual(new Set(['ID!']))
  })
})
