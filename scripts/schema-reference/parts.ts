import {
  type ConstDirectiveNode,
  type FieldDefinitionNode,
  type InputValueDefinitionNode,
  Kind,
  print,
  type StringValueNode,
  type TypeNode,
} from 'graphql'
import { SEMANTIC_NON_NULL, semanticLevelsOf } from '../../src/document/sdl.ts'

/** A definition that may have a description. */
interface Described {
  readonly description?: StringValueNode | undefined
}

const BUILT_IN = new Set(['ID', 'Int', 'Float', 'String', 'Boolean'])

/** The description in the SDL, trimmed. */
export const paragraphsOf = ({ description }: Described): string => description?.value.trim() ?? ''

/** The name inside `[…]!`. */
export const namedType = (type: TypeNode): string => ('type' in type ? namedType(type.type) : type.name.value)

/** A type as written, with a link to its description. */
export const typeLink = (type: TypeNode): string => {
  const name = namedType(type)
  return BUILT_IN.has(name) ? `\`${print(type)}\`` : `[\`${print(type)}\`](#${name.toLowerCase()})`
}

/** An item of a list. Further paragraphs and lists in it are indented. */
export const item = (head: string, text: string, below: readonly string[] = []): string =>
  `- ${[text === '' ? head : `${head}: ${text}`, ...below].join('\n\n').replaceAll('\n', '\n  ').replaceAll('\n  \n', '\n\n')}`

/** An argument, or a field of an input. */
export const inputItem = (input: InputValueDefinitionNode): string => {
  const fallback = input.defaultValue ? ` = \`${print(input.defaultValue)}\`` : ''
  return item(`**\`${input.name.value}\`** ${typeLink(input.type)}${fallback}`, paragraphsOf(input))
}

export const inputItems = (inputs: readonly InputValueDefinitionNode[] = []): readonly string[] =>
  inputs.length === 0 ? [] : [inputs.map(inputItem).join('\n')]

/** Why a field is deprecated, that its null means an error, or a link to another directive, such as `@checksSecret`. */
const directiveText = (directive: ConstDirectiveNode): string => {
  const { name, arguments: given } = directive
  const anchor = `(#${name.value.toLowerCase()})`
  if (name.value === SEMANTIC_NON_NULL) {
    const isOfField = semanticLevelsOf([directive]).includes(0)
    return `, [${isOfField ? '' : 'items '}never null without an error]${anchor}`
  }
  if (name.value !== 'deprecated') return ` [\`@${name.value}\`]${anchor}`
  const reason = given?.find((one) => one.name.value === 'reason')?.value
  return reason?.kind === Kind.STRING ? ` (deprecated: ${reason.value})` : ' (deprecated)'
}

const directivesOf = (directives: readonly ConstDirectiveNode[] = []): string =>
  directives.map(directiveText).join('')

const headOf = (field: FieldDefinitionNode): string =>
  `${typeLink(field.type)}${directivesOf(field.directives)}`

/** A field of a type, followed by its arguments. */
export const fieldItem = (field: FieldDefinitionNode): string =>
  item(`**\`${field.name.value}\`** ${headOf(field)}`, paragraphsOf(field), inputItems(field.arguments))

/** A field of a root type, with its own heading, such as `Query.user`. */
export const rootFieldEntry = (root: string, field: FieldDefinitionNode): string =>
  [
    `### ${root}.${field.name.value}`,
    `Returns ${headOf(field)}.`,
    paragraphsOf(field),
    ...inputItems(field.arguments),
  ].join('\n\n')
