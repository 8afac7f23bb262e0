import { Kind, type NamedTypeNode, type TypeDefinitionNode } from 'graphql'
import { fieldItem, inputItem, item, paragraphsOf, typeLink } from './parts.ts'
import type { Uses } from './uses.ts'

const linksTo = (types: readonly NamedTypeNode[] = []): string => types.map(typeLink).join(', ')

interface Form {
  /** The kind of type, such as `Enum`. */
  readonly kind: string
  /** One list item per member. */
  readonly members: readonly string[]
}

const formOf = (type: TypeDefinitionNode): Form => {
  switch (type.kind) {
    case Kind.OBJECT_TYPE_DEFINITION:
      return { kind: 'Type', members: (type.fields ?? []).map(fieldItem) }
    case Kind.INTERFACE_TYPE_DEFINITION:
      return { kind: 'Interface', members: (type.fields ?? []).map(fieldItem) }
    case Kind.INPUT_OBJECT_TYPE_DEFINITION: {
      const isOneOf = type.directives?.some(({ name }) => name.value === 'oneOf')
      return {
        kind: isOneOf ? 'Input, exactly one of' : 'Input',
        members: (type.fields ?? []).map(inputItem),
      }
    }
    case Kind.ENUM_TYPE_DEFINITION: {
      const values = type.values ?? []
      return {
        kind: 'Enum',
        members: values.map((value) => item(`**\`${value.name.value}\`**`, paragraphsOf(value))),
      }
    }
    case Kind.UNION_TYPE_DEFINITION:
      return { kind: `Union of ${linksTo(type.types)}`, members: [] }
    default:
      return { kind: 'Scalar', members: [] }
  }
}

const interfacesOf = (type: TypeDefinitionNode): string =>
  type.kind === Kind.OBJECT_TYPE_DEFINITION && type.interfaces?.length
    ? `, implements ${linksTo(type.interfaces)}`
    : ''

/** Where the type is used. Scalars are used everywhere, so they get no list. */
const placesOf = (type: TypeDefinitionNode, uses: Uses): string => {
  const places = [...(uses.get(type.name.value) ?? [])]
  return type.kind === Kind.SCALAR_TYPE_DEFINITION || places.length === 0
    ? ''
    : `Used in ${places.join(', ')}.`
}

/** A type with its own heading, its members and where it is used. */
export const typeEntry = (type: TypeDefinitionNode, uses: Uses): string => {
  const { kind, members } = formOf(type)
  return [
    `### ${type.name.value}`,
    `_${kind}${interfacesOf(type)}._ ${paragraphsOf(type)}`,
    members.join('\n'),
    placesOf(type, uses),
  ].join('\n\n')
}
