import { Kind, type NamedTypeNode, type TypeDefinitionNode } from 'graphql'
import { fieldItem, inputItem, item, paragraphsOf, typeLink } from './parts.ts'

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

/** A type under a heading of its own, with everything that is in it. */
export const typeEntry = (type: TypeDefinitionNode): string => {
  const { kind, members } = formOf(type)
  return [
    `### ${type.name.value}`,
    `_${kind}${interfacesOf(type)}._ ${paragraphsOf(type)}`,
    members.join('\n'),
  ].join('\n\n')
}
