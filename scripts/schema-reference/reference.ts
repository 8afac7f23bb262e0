import {
  type DefinitionNode,
  type DocumentNode,
  isTypeDefinitionNode,
  Kind,
  type ObjectTypeDefinitionNode,
  type ObjectTypeExtensionNode,
  parse,
} from 'graphql'
import { paragraphsOf, rootFieldEntry } from './parts.ts'
import { typeEntry } from './type-entry.ts'
import { type Uses, usesOf } from './uses.ts'

/** One file of the SDL. */
export interface SchemaFile {
  /** File name without the folder, such as `user.graphql`. */
  readonly name: string
  readonly text: string
}

type RootPart = ObjectTypeDefinitionNode | ObjectTypeExtensionNode

const ROOTS: readonly string[] = ['Query', 'Mutation']

const INTRODUCTION = `# Schema reference

Every query, mutation, type, field, argument and enum value, file by file, with the descriptions from
[schema/](../schema/). The [front-end guide](front-end/README.md) shows how to use them. \`npm run docs:schema\` writes
this page; do not edit it.`

const isRootPart = (node: DefinitionNode): node is RootPart =>
  (node.kind === Kind.OBJECT_TYPE_DEFINITION || node.kind === Kind.OBJECT_TYPE_EXTENSION) &&
  ROOTS.includes(node.name.value)

/** The description of a root type, and links to its fields. */
const rootEntry = (documents: readonly DocumentNode[], root: string): string => {
  const parts = documents
    .flatMap(({ definitions }) => definitions.filter(isRootPart))
    .filter((part) => part.name.value === root)
  const links = parts
    .flatMap((part) => part.fields ?? [])
    .map(({ name: { value } }) => `[${value}](#${root.toLowerCase()}${value.toLowerCase()})`)
  const described = parts.map((part) => ('description' in part ? paragraphsOf(part) : ''))
  return [`## ${root}`, ...described.filter((text) => text !== ''), links.join(' · ')].join('\n\n')
}

const entriesOf = (node: DefinitionNode, uses: Uses): readonly string[] => {
  if (isRootPart(node)) return (node.fields ?? []).map((field) => rootFieldEntry(node.name.value, field))
  if (node.kind === Kind.DIRECTIVE_DEFINITION) return [`### @${node.name.value}`, paragraphsOf(node)]
  return isTypeDefinitionNode(node) ? [typeEntry(node, uses)] : []
}

/** The page `docs/schema.md`, not yet formatted. */
export const schemaReference = (files: readonly SchemaFile[]): string => {
  const parsed = files.map(({ name, text }) => ({ name, document: parse(text) }))
  const documents = parsed.map(({ document }) => document)
  const uses = usesOf(
    documents.flatMap(({ definitions }) => definitions),
    ROOTS,
  )
  return [
    INTRODUCTION,
    ...ROOTS.map((root) => rootEntry(documents, root)),
    ...parsed.flatMap(({ name, document }) => [
      `## [${name}](../schema/${name})`,
      ...document.definitions.flatMap((node) => entriesOf(node, uses)),
    ]),
  ].join('\n\n')
}
