/** An object or list of the result. Values are put into it as they become known. */
export type Part = Record<string, unknown> | unknown[]

/** @param key a name, or an index where the part is a list */
export const put = (part: Part, key: string | number, value: unknown): void => {
  if (Array.isArray(part)) part[Number(key)] = value
  else part[key] = value
}

/** Fulfilled once all awaited values are put in place; undefined where nothing is awaited. */
export type Pending = Promise<unknown> | undefined

/**
 * Runs the items in order. Where one throws, the rest are skipped and those in progress are awaited, since
 * their rejections would be unhandled otherwise.
 */
export const each = <Item>(items: Iterable<Item>, run: (item: Item, index: number) => Pending): Pending => {
  let first: Pending
  let others: Promise<unknown>[] | undefined
  let failure: { readonly error: unknown } | undefined
  let index = 0
  for (const item of items) {
    if (failure) {
      if (item instanceof Promise) item.catch(() => undefined)
      continue
    }
    try {
      const pending = run(item, index)
      index += 1
      if (!pending) continue
      if (first) (others ??= [first]).push(pending)
      else first = pending
    } catch (error) {
      failure = { error }
    }
  }
  if (!failure) return others ? Promise.all(others) : first
  const { error } = failure
  if (!first) throw error
  return Promise.allSettled(others ?? [first]).then(() => {
    throw error
  })
}
