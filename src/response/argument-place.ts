import { type ASTNode, Kind, type Token, TokenKind } from 'graphql'
import type { ArgumentPath } from '../errors.ts'

/** Kinds of nodes that stand in an argument, or are one. */
const IN_ARGUMENTS: ReadonlySet<string> = new Set([
  Kind.ARGUMENT,
  Kind.OBJECT_FIELD,
  Kind.VARIABLE,
  Kind.INT,
  Kind.FLOAT,
  Kind.STRING,
  Kind.BOOLEAN,
  Kind.NULL,
  Kind.ENUM,
  Kind.LIST,
  Kind.OBJECT,
])

const OPENING: ReadonlySet<string> = new Set([TokenKind.PAREN_L, TokenKind.BRACE_L, TokenKind.BRACKET_L])
const CLOSING: ReadonlySet<string> = new Set([TokenKind.PAREN_R, TokenKind.BRACE_R, TokenKind.BRACKET_R])

const before = ({ prev }: Token): Token | null => {
  let token = prev
  while (token?.kind === TokenKind.COMMENT) token = token.prev
  return token
}

/** The bracket that a token stands in, and how many values are between the two. */
const findBracket = (inner: Token): { readonly bracket: Token; readonly values: number } | undefined => {
  let depth = 0
  let values = 0
  for (let token = before(inner); token; token = before(token)) {
    if (CLOSING.has(token.kind)) depth += 1
    else if (OPENING.has(token.kind)) {
      if (depth === 0) return { bracket: token, values }
      depth -= 1
      if (depth === 0) values += 1
      // A variable has two tokens.
    } else if (depth === 0 && token.kind !== TokenKind.DOLLAR) values += 1
  }
  return undefined
}

/** The name of the variable whose default value begins behind this token. */
const variableAt = (equals: Token): string | undefined => {
  let token: Token | null = equals
  while (token && token.kind !== TokenKind.COLON) token = before(token)
  return token ? before(token)?.value : undefined
}

/** The place of what begins with this token: from there outwards, to the bracket of the arguments. */
const placeAt = (first: Token, within: ArgumentPath = []): ArgumentPath | undefined => {
  const previous = before(first)
  if (previous?.kind === TokenKind.EQUALS) {
    const variable = variableAt(previous)
    return variable === undefined ? undefined : [variable, ...within]
  }
  const name = previous?.kind === TokenKind.COLON ? before(previous) : undefined
  const found = findBracket(name ?? first)
  if (!found) return undefined
  const place = [name ? name.value : found.values, ...within]
  return found.bracket.kind === TokenKind.PAREN_L ? place : placeAt(found.bracket, place)
}

/**
 * The place in the arguments of a field or directive that an error in a document is about: `["input", "userIds", 1]`. In the
 * default value of a variable, it begins with the name of that. Undefined for errors about anything else.
 *
 * @param nodes of the error
 */
export const placeOfNodes = (nodes: readonly ASTNode[] | undefined): ArgumentPath | undefined => {
  const node = nodes?.find(({ kind }) => IN_ARGUMENTS.has(kind))
  const first = node?.loc?.startToken
  if (!node || !first) return undefined
  const isNamed = node.kind === Kind.ARGUMENT || node.kind === Kind.OBJECT_FIELD
  return placeAt(isNamed ? (node.value.loc?.startToken ?? first) : first)
}
