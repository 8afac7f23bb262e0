import {
  type DefinitionNode,
  type FieldDefinitionNode,
  type InputValueDefinitionNode,
  Kind,
  type TypeNode,
} from 'graphql'
import { namedType } from './parts.ts'

/** By the name of a type, links to the fields and arguments that have this type. */
export type Uses = ReadonlyMap<string, ReadonlySet<string>>

/** A place where a type is used. */
interface Use {
  readonly type: TypeNode
  /** Such as `Query.user(by:)`. */
  readonly label: string
  /** The heading under which the reference describes it. */
  readonly heading: string
}

const usesOfField = (owner: string, isRoot: boolean, field: FieldDefinitionNode): readonly Use[] => {
  const label = `${owner}.${field.name.value}`
  const heading = isRoot ? label : owner
  const taken = (field.arguments ?? []).map(({ name, type }) => ({
    type,
    label: `${label}(${name.value}:)`,
    heading,
  }))
  return [{ type: field.type, label, heading }, ...taken]
}

const usesOfInput = (owner: string, { name, type }: InputValueDefinitionNode): Use => ({
  type,
  label: `${owner}.${name.value}`,
  heading: owner,
})

const usesIn = (node: DefinitionNode, roots: readonly string[]): readonly Use[] => {
  switch (node.kind) {
    case Kind.OBJECT_TYPE_DEFINITION:
    case Kind.OBJECT_TYPE_EXTENSION:
    case Kind.INTERFACE_TYPE_DEFINITION: {
      const owner = node.name.value
      return (node.fields ?? []).flatMap((field) => usesOfField(owner, roots.includes(owner), field))
    }
    case Kind.INPUT_OBJECT_TYPE_DEFINITION:
      return (node.fields ?? []).map((field) => usesOfInput(node.name.value, field))
    default:
      return []
  }
}

const linkTo = ({ label, heading }: Use): string =>
  `[\`${label}\`](#${heading.toLowerCase().replaceAll(/[^a-z0-9_]/g, '')})`

/** Where each type is used, in the order of the SDL. */
export const usesOf = (nodes: readonly DefinitionNode[], roots: readonly string[]): Uses => {
  const uses = new Map<string, Set<string>>()
  for (const use of nodes.flatMap((node) => usesIn(node, roots))) {
    const name = namedType(use.type)
    uses.set(name, (uses.get(name) ?? new Set()).add(linkTo(use)))
  }
  return uses
}
