import { type DocumentNode, Kind, type SelectionNode, visit } from 'graphql'

/** Whether a directive of this name lets parts of an answer come later. */
export const isIncremental = (name: string): boolean => name === 'defer' || name === 'stream'

/** Whether it may come later than what is around it. */
export const isPutOff = ({ directives = [] }: SelectionNode): boolean =>
  directives.some(({ name }) => isIncremental(name.value))

/** Documents without such parts, by the document; undefined for one that asks for none. */
const known = new WeakMap<DocumentNode, DocumentNode | undefined>()

const withoutParts = (document: DocumentNode): DocumentNode | undefined => {
  let isAsked = false
  const whole = visit(document, {
    [Kind.DIRECTIVE](node) {
      if (!isIncremental(node.name.value)) return undefined
      isAsked = true
      return null
    },
  })
  return isAsked ? whole : undefined
}

/**
 * The same document for an answer that comes in one, without `@defer` and `@stream`; undefined where it has none.
 * Worked out once for each document.
 */
export const wholeOf = (document: DocumentNode): DocumentNode | undefined => {
  if (!known.has(document)) known.set(document, withoutParts(document))
  return known.get(document)
}
