/** JSON text of a part of the answer, at once where nothing has to be awaited for it. */
export type Text = string | Promise<string>

interface Awaited {
  readonly index: number
  readonly text: Promise<string>
}

/** Puts what is awaited into its place; resolves once the last is there, rejects as soon as one does. */
const fillIn = (texts: string[], awaited: readonly Awaited[]): Promise<readonly string[]> =>
  new Promise((resolve, reject) => {
    let left = awaited.length
    for (const { index, text } of awaited) {
      text.then((settled) => {
        texts[index] = settled
        left -= 1
        if (left === 0) resolve(texts)
      }, reject)
    }
  })

/**
 * Makes a text of each item and one of all of them, at once where nothing has to be awaited. Where one fails
 * at once, no more are made, and those under way are waited for: they may fail, too, and nobody would notice.
 */
export const joinTexts = <Item>(
  items: Iterable<Item>,
  make: (item: Item, index: number) => Text,
  join: (texts: readonly string[]) => string,
): Text => {
  const texts: string[] = []
  const awaited: Awaited[] = []
  let failure: { readonly error: unknown } | undefined
  for (const item of items) {
    if (failure) {
      if (item instanceof Promise) item.catch(() => undefined)
      continue
    }
    try {
      const text = make(item, texts.length)
      if (typeof text !== 'string') awaited.push({ index: texts.length, text })
      texts.push(typeof text === 'string' ? text : '')
    } catch (error) {
      failure = { error }
    }
  }
  if (failure) {
    const { error } = failure
    if (awaited.length === 0) throw error
    const fails = (): never => {
      throw error
    }
    return fillIn(texts, awaited).then(fails, fails)
  }
  return awaited.length === 0 ? join(texts) : fillIn(texts, awaited).then(join)
}
