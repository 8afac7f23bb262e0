/**
 * JSON in the order of the answer: pieces of text, and in the place of what has to be awaited an output of its
 * own, which is filled in meanwhile. Pieces are put together once, at the end.
 */
export type Output = (string | Output)[]

/** Fulfilled once all is written that had to be awaited; undefined where all is written already. */
export type Pending = Promise<unknown> | undefined

/** All that has been written, once nothing is pending. */
export const textOf = (output: Output): string => {
  let text = ''
  for (const piece of output) text += typeof piece === 'string' ? piece : textOf(piece)
  return text
}

/** Takes back what was written from a mark on, and writes something else in its place. */
export const rewrite = (output: Output, mark: number, text: string): void => {
  output.length = mark
  output.push(text)
}

/** What was written from a mark on as an output of its own, that can be rewritten when others have written more. */
export const detach = (output: Output, mark: number): Output => {
  const own = output.splice(mark)
  output.push(own)
  return own
}

/**
 * Writes one item after the other. Where one fails at once, no more are written, and those under way are waited
 * for: they may fail, too, and nobody would notice.
 */
export const writeEach = <Item>(
  items: Iterable<Item>,
  write: (item: Item, index: number) => Pending,
): Pending => {
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
      const pending = write(item, index)
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
