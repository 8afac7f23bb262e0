import { Kind, type NamedTypeNode, type TypeDefinitionNode } from 'graphql'
import { fieldItem, inputItem, item, paragraphsOf, typeLink } from './parts.ts'
import type { Uses } from './uses.ts'

const linksTo = (types: readonly NamedTypeNode[] = []): string => types.map(typeLink).join(', ')

interface Form {
  /** What kind of type it is. */
  readonly kind: string
  /** What is in it, an item each. */
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

/** Scalars stand everywhere; of the others it helps to know where. */
const placesOf = (type: TypeDefinitionNode, uses: Uses): string => {
  const places = [...(uses.get(type.name.value) ?? [])]
  return type.kind === Kind.SCALAR_TYPE_DEFINITION || places.length === 0
    ? ''
    : `Found at ${places.join(', ')}.`
}

/** A type under a heading of its own, with everything that is in it, and where it is found. */
export const typeEntry = (type: TypeDefinitionNode, uses: Uses): string => {
  const { kind, members } = formOf(type)
  return [
    `### ${type.name.value}`,
    `_${kind}${interfacesOf(type)}._ ${paragraphsOf(type)}`,
    members.join('\n'),
    placesOf(type, uses),
  ].join('\n\n')
}
