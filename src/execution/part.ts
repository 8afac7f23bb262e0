/** An object or list of the result. Values are put into it as they become known. */
export type Part = Record<string, unknown> | unknown[]

/** @param key a name, or an index where the part is a list */
export const put = (part: Part, key: string | number, value: unknown): void => {
  if (Array.isArray(part)) part[Number(key)] = value
  else part[key] = value
}

/** Fulfilled once all awaited values are put in place; undefined where nothing is awaited. */
export type Pending = Promise<unknown> | undefined

const ignore = (): undefined => undefined

/** Keeps the rejections of items that are not looked at now, or at all, from being unhandled. */
const ignoreRejections = (items: readonly unknown[], from: number): void => {
  for (let index = from; index < items.length; index += 1) {
    const item = items[index]
    if (item instanceof Promise) item.catch(ignore)
  }
}

/**
 * Runs the items in order. Where one throws, the rest are skipped and those in progress are awaited, since
 * their rejections would be unhandled otherwise.
 * @param wait asked before each item: undefined, or what it and all after it wait for
 */
export const each = <Item>(
  items: readonly Item[],
  run: (item: Item, index: number) => Pending,
  wait?: () => Promise<void> | undefined,
  from = 0,
): Pending => {
  let first: Pending
  let others: Promise<unknown>[] | undefined
  let failure: { readonly error: unknown } | undefined
  for (let index = from; index < items.length; index += 1) {
    try {
      const turn = wait?.()
      // One promise for all that wait: there may be thousands, in each of many responses.
      const pending = turn ? turn.then(() => each(items, run, wait, index)) : run(items[index] as Item, index)
      if (pending && first) (others ??= [first]).push(pending)
      else first ??= pending
      if (!turn) continue
      ignoreRejections(items, index)
    } catch (error) {
      failure = { error }
      ignoreRejections(items, index + 1)
    }
    break
  }
  if (!failure) return others ? Promise.all(others) : first
  const { error } = failure
  if (!first) throw error
  return Promise.allSettled(others ?? [first]).then(() => {
    throw error
  })
}
