import { isObjectType, parse } from 'graphql'
import { describe, expect, it } from 'vitest'
import { SECRET_FIELDS, selectsSecret } from '../../../src/document/secret-fields.ts'
import { createSchema } from '../../../src/schema.ts'

/** Names that sound like a secret and are none: what a code means, whether there is a PIN, which session. */
const HARMLESS = new Set([
  'ProfileFailure.code',
  'Region.code',
  'MixinAccount.hasPin',
  'MixinAccount.sessionId',
  'ConversationRights.rotateCode',
  'Participant.sessions',
  'ParticipantSession.sessionId',
])

describe('tokens and codes', () => {
  it('are all fields of the schema that sound like one', () => {
    const types = Object.values(createSchema().getTypeMap()).filter(isObjectType)
    const names = types
      .filter(({ name }) => !name.startsWith('__') && !['Mutation', 'Query'].includes(name))
      .flatMap((type) =>
        Object.keys(type.getFields()).map((field) => [field, `${type.name}.${field}`] as const),
      )
    const found = names.filter(
      ([field, coordinate]) =>
        /token|secret|password|code|session|pin$/i.test(field) && !HARMLESS.has(coordinate),
    )
    expect(
      found.filter(([field, at]) => !SECRET_FIELDS.has(field) && at !== 'SealTalkAccount.storageToken'),
    ).toEqual([])
    for (const secret of SECRET_FIELDS) expect(names.map(([field]) => field)).toContain(secret)
  })

  it.each([
    '{ viewer { mixin { codeUrl } } }',
    '{ viewer { mixin { a: pinToken } } }',
    '{ ...F } fragment F on Query { conversation(id: "x") { ... on Conversation { codeId } } }',
    'query A { __typename } mutation B { renewImToken { name: imToken } }',
  ])('are seen in %s', (text) => {
    expect(selectsSecret(parse(text))).toBe(true)
  })

  it('are in no other document', () => {
    expect(selectsSecret(parse('{ token: viewer { mixin { codeUrl: hasPin } } }'))).toBe(false)
  })
})
