/** A value that may already be available. */
export type MaybePromise<Value> = Value | Promise<Value>

/** Maps a value; stays in the same tick where nothing is awaited, so that DataLoader forms larger batches. */
export const mapMaybe = <From, To>(
  value: MaybePromise<From>,
  map: (value: From) => MaybePromise<To>,
): MaybePromise<To> => (value instanceof Promise ? value.then(map) : map(value))
