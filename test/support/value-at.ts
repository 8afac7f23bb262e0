/** What stands at a place of an answer, such as `conversation.participants.nodes.0`; undefined for nothing. */
export const valueAt = (value: unknown, path: string): unknown =>
  path
    .split('.')
    .reduce<unknown>(
      (at, key) =>
        typeof at === 'object' && at !== null ? Object.entries(at).find(([k]) => k === key)?.[1] : undefined,
      value,
    )

/** The text at a place of an answer; throws where there is none. */
export const textAt = (value: unknown, path: string): string => {
  const found = valueAt(value, path)
  if (typeof found !== 'string') throw new TypeError(`there is no text at ${path}`)
  return found
}
