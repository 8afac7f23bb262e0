import { type DocumentNode, Kind, type SelectionNode, visit } from 'graphql'

/** Whether a directive defers parts of the response. */
export const isIncremental = (name: string): boolean => name === 'defer' || name === 'stream'

/** Whether it may arrive after the selections around it. */
export const isDeferred = ({ directives = [] }: SelectionNode): boolean =>
  directives.some(({ name }) => isIncremental(name.value))

/** Documents without the directives, by the original; undefined where it has none. */
const cached = new WeakMap<DocumentNode, DocumentNode | undefined>()

const withoutDirectives = (document: DocumentNode): DocumentNode | undefined => {
  let isFound = false
  const whole = visit(document, {
    [Kind.DIRECTIVE](node) {
      if (!isIncremental(node.name.value)) return undefined
      isFound = true
      return null
    },
  })
  return isFound ? whole : undefined
}

/**
 * The same document without `@defer` and `@stream`, for a response in one piece; undefined where it has
 * neither. Cached for each document.
 */
export const wholeOf = (document: DocumentNode): DocumentNode | undefined => {
  if (!cached.has(document)) cached.set(document, withoutDirectives(document))
  return cached.get(document)
}
