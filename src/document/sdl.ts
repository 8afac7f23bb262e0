import {
  type DefinitionNode,
  type FieldDefinitionNode,
  type GraphQLSchema,
  isInterfaceType,
  isObjectType,
  Kind,
  parse,
  print,
  printSchema,
  type TypeNode,
} from 'graphql'

/** The directive that marks fields that are never null without an error. */
export const SEMANTIC_NON_NULL = 'semanticNonNull'

type Directives = NonNullable<FieldDefinitionNode['directives']>

/** Whether a definition has fields that return something. */
const hasFields = (node: DefinitionNode) =>
  node.kind === Kind.OBJECT_TYPE_DEFINITION || node.kind === Kind.INTERFACE_TYPE_DEFINITION

/** As the SDL has them: `printSchema` leaves out all but those that GraphQL defines. */
const directivesOf = (schema: GraphQLSchema, typeName: string, fieldName: string): Directives => {
  const type = schema.getType(typeName)
  const field = isObjectType(type) || isInterfaceType(type) ? type.getFields()[fieldName] : undefined
  return field?.astNode?.directives ?? []
}

const isSemantic = ({ name }: Directives[number]): boolean => name.value === SEMANTIC_NON_NULL

/**
 * The levels at which a field is never null without an error: 0 for the field itself, 1 for the items of its list, and so on.
 * Empty for a field that is not marked.
 */
export const semanticLevelsOf = (directives: Directives): readonly number[] => {
  const mark = directives.find(isSemantic)
  if (!mark) return []
  const levels = mark.arguments?.find(({ name }) => name.value === 'levels')?.value
  if (!levels) return [0]
  const items = levels.kind === Kind.LIST ? levels.values : [levels]
  return items.flatMap((item) => (item.kind === Kind.INT ? [Number(item.value)] : []))
}

/** A type that is non-null at the levels, too. */
const withNonNull = (type: TypeNode, levels: readonly number[], level = 0): TypeNode => {
  const bare = type.kind === Kind.NON_NULL_TYPE ? type.type : type
  const inner =
    bare.kind === Kind.LIST_TYPE ? { ...bare, type: withNonNull(bare.type, levels, level + 1) } : bare
  const isNonNull = type.kind === Kind.NON_NULL_TYPE || levels.includes(level)
  return isNonNull ? { kind: Kind.NON_NULL_TYPE, type: inner } : inner
}

const toStrict = (field: FieldDefinitionNode): FieldDefinitionNode => {
  const { directives = [] } = field
  return {
    ...field,
    type: withNonNull(field.type, semanticLevelsOf(directives)),
    directives: directives.filter((directive) => !isSemantic(directive)),
  }
}

export interface SdlOptions {
  /**
   * Prints marked fields as non-null instead of with `@semanticNonNull`: for clients that handle errors before they read data.
   * Default: no.
   */
  readonly strict?: boolean
}

/** A schema as SDL, with all directives of its fields. */
export const printSdl = (schema: GraphQLSchema, { strict = false }: SdlOptions = {}): string => {
  const { kind, definitions } = parse(printSchema(schema))
  const shown = definitions.flatMap((node): readonly DefinitionNode[] => {
    if (strict && node.kind === Kind.DIRECTIVE_DEFINITION && node.name.value === SEMANTIC_NON_NULL) return []
    if (!hasFields(node)) return [node]
    const fields = node.fields?.map((field): FieldDefinitionNode => {
      const whole = { ...field, directives: directivesOf(schema, node.name.value, field.name.value) }
      return strict ? toStrict(whole) : whole
    })
    return [{ ...node, ...(fields && { fields }) }]
  })
  return `${print({ kind, definitions: shown })}\n`
}
