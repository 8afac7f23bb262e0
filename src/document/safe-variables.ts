import { type DocumentNode, Kind, visit } from 'graphql'

type Variables = Readonly<Record<string, unknown>>

/** Names by which variables were replaced, by their names in the document. */
export type Renamed = ReadonlyMap<string, string>

/** Whether plain objects have a property of this name from the start. */
const isInherited = (name: string): boolean => name in {}

/** Documents with other names of variables, by the original; undefined where all may stay. */
const cached = new WeakMap<
  DocumentNode,
  { readonly document: DocumentNode; readonly renamed: Renamed } | undefined
>()

const namesOf = (document: DocumentNode): ReadonlySet<string> => {
  const names = new Set<string>()
  visit(document, { [Kind.VARIABLE]: ({ name }) => void names.add(name.value) })
  return names
}

const rename = (document: DocumentNode) => {
  const names = namesOf(document)
  const renamed = new Map<string, string>()
  for (const name of names) {
    if (!isInherited(name)) continue
    let free = `${name}_`
    while (names.has(free)) free += '_'
    renamed.set(name, free)
  }
  if (renamed.size === 0) return undefined
  const changed = visit(document, {
    [Kind.VARIABLE](node) {
      const value = renamed.get(node.name.value)
      return value === undefined ? undefined : { ...node, name: { ...node.name, value } }
    },
  })
  return { document: changed, renamed }
}

/**
 * The same document with other names for variables such as `$valueOf` and `$__proto__`, which every plain object has as
 * properties; undefined where it has none. Cached for each document.
 */
export const withSafeVariables = (
  document: DocumentNode,
): { readonly document: DocumentNode; readonly renamed: Renamed } | undefined => {
  if (!cached.has(document)) cached.set(document, rename(document))
  return cached.get(document)
}

/** The values of variables by their new names. */
export const renameVariables = (variables: Variables, renamed: Renamed): Variables =>
  Object.fromEntries(Object.entries(variables).map(([name, value]) => [renamed.get(name) ?? name, value]))

/** A message with the names that the client knows. */
export const restoreNames = (message: string, renamed: Renamed): string => {
  const original = new Map([...renamed].map(([name, free]) => [free, name]))
  return message.replaceAll(/\$(\w+)/g, (text, name: string) => `$${original.get(name) ?? name}`)
}
