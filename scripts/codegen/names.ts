// A plugin of codegen: what front ends need to know of the schema while they run.
import { type GraphQLSchema, isAbstractType, isEnumType } from 'graphql'

const constant = (text: string, name: string, value: string): string =>
  `/** ${text} */\nexport const ${name} = ${value}\n`

const valuesOf = (schema: GraphQLSchema, name: string): readonly string[] => {
  const type = schema.getType(name)
  if (!isEnumType(type)) throw new Error(`the schema has no enum ${name}`)
  return type.getValues().map((value) => value.name)
}

/** The types that implement each interface, and the members of each union. */
export const possibleTypesOf = (schema: GraphQLSchema): Readonly<Record<string, string[]>> =>
  Object.fromEntries(
    Object.values(schema.getTypeMap())
      .filter(isAbstractType)
      .map((type) => [type.name, schema.getPossibleTypes(type).map(({ name }) => name)]),
  )

export const plugin = (schema: GraphQLSchema): string =>
  [
    constant(
      'All codes that an error has in `extensions.code`, sorted.',
      'errorCodes',
      `${JSON.stringify(valuesOf(schema, 'ErrorCode'), null, 2)} as const`,
    ),
    constant(
      'All networks, configured or not.',
      'networks',
      `${JSON.stringify(valuesOf(schema, 'Network'))} as const`,
    ),
    constant(
      'The types that implement each interface: `possibleTypes` of Apollo’s cache.',
      'possibleTypes',
      JSON.stringify(possibleTypesOf(schema), null, 2),
    ),
  ].join('\n')
