/** A value that may be there already. */
export type MaybePromise<Value> = Value | Promise<Value>

/** Applies a function without leaving the tick where nothing is awaited, so that loaders batch more. */
export const mapMaybe = <From, To>(
  value: MaybePromise<From>,
  map: (value: From) => MaybePromise<To>,
): MaybePromise<To> => (value instanceof Promise ? value.then(map) : map(value))
