import {
  buildSchema,
  type DocumentNode,
  type FieldNode,
  getNamedType,
  getNullableType,
  type GraphQLNamedType,
  type GraphQLOutputType,
  isListType,
  isNonNullType,
  isObjectType,
  Kind,
  OperationTypeNode,
  type SelectionSetNode,
} from 'graphql'
import { printSdl } from '../../src/document/sdl.ts'
import { createSchema } from '../../src/schema.ts'

/** A place of an answer at which there is never null without an error. */
export interface MarkedPlace {
  /** Such as `Query.regions`. */
  readonly field: string
  readonly isNull: boolean
  /** Whether an error has the path of the place, or of one below it. */
  readonly isExplained: boolean
}

export interface AnswerInParts {
  readonly data?: unknown
  readonly errors?: readonly { readonly path?: readonly (string | number)[] | undefined }[]
}

const plain = createSchema()
/** Marked fields are non-null here. */
const strict = buildSchema(printSdl(plain, { strict: true }))

const isMarked = (type: GraphQLOutputType, strictType: GraphQLOutputType): boolean =>
  isNonNullType(strictType) && !isNonNullType(type)

const fieldsOf = (type: GraphQLNamedType | undefined) => (isObjectType(type) ? type.getFields() : {})

/** The names of all fields that are marked, such as `Query.regions`. */
export const markedFields: readonly string[] = Object.values(plain.getTypeMap()).flatMap((type) =>
  Object.values(fieldsOf(type)).flatMap(({ name, type: fieldType }) => {
    const strictType = fieldsOf(strict.getType(type.name))[name]?.type
    return strictType && isMarked(fieldType, strictType) ? [`${type.name}.${name}`] : []
  }),
)

/** The fields that a selection has of an object with `__typename`. Fragments are inline. */
const selectedOf = ({ selections }: SelectionSetNode, typeName: string): readonly FieldNode[] =>
  selections.flatMap((node) => {
    if (node.kind === Kind.FIELD) return [node]
    if (node.kind === Kind.FRAGMENT_SPREAD) throw new Error('the document has a named fragment')
    const condition = node.typeCondition?.name.value ?? typeName
    return condition === typeName ? selectedOf(node.selectionSet, typeName) : []
  })

/** All marked places of an answer to a document of one operation. */
export const markedPlaces = (document: DocumentNode, { data, errors = [] }: AnswerInParts): MarkedPlace[] => {
  const places: MarkedPlace[] = []
  const isExplained = (place: readonly (string | number)[]): boolean =>
    errors.some(({ path }) => path !== undefined && place.every((key, index) => path[index] === key))

  const enterObject = (
    typeName: string,
    set: SelectionSetNode,
    value: object,
    path: readonly (string | number)[],
  ) => {
    const [fields, strictFields] = [plain, strict].map((schema) => fieldsOf(schema.getType(typeName)))
    const values: ReadonlyMap<string, unknown> = new Map(Object.entries(value))
    for (const node of selectedOf(set, typeName)) {
      const name = node.name.value
      const key = node.alias?.value ?? name
      const [field, strictField] = [fields?.[name], strictFields?.[name]]
      if (!field || !strictField || !values.has(key)) continue
      enter(`${typeName}.${name}`, field.type, strictField.type, node.selectionSet, values.get(key), [
        ...path,
        key,
      ])
    }
  }

  const enter = (
    field: string,
    type: GraphQLOutputType,
    strictType: GraphQLOutputType,
    set: SelectionSetNode | undefined,
    value: unknown,
    path: readonly (string | number)[],
  ): void => {
    if (isMarked(type, strictType))
      places.push({ field, isNull: value === null, isExplained: isExplained(path) })
    const [inner, strictInner] = [getNullableType(type), getNullableType(strictType)]
    if (typeof value !== 'object' || value === null) return
    if (isListType(inner) && isListType(strictInner) && Array.isArray(value))
      value.forEach((item, index) =>
        enter(field, inner.ofType, strictInner.ofType, set, item, [...path, index]),
      )
    else if (set)
      enterObject(
        '__typename' in value ? String(value.__typename) : getNamedType(type).name,
        set,
        value,
        path,
      )
  }

  const operation = document.definitions.find((node) => node.kind === Kind.OPERATION_DEFINITION)
  const isMutation = operation?.operation === OperationTypeNode.MUTATION
  if (operation && typeof data === 'object' && data !== null)
    enterObject(isMutation ? 'Mutation' : 'Query', operation.selectionSet, data, [])
  return places
}
