import { AsyncLocalStorage } from 'node:async_hooks'

/** A place in a response, from its end to its beginning, as graphql-js has it. */
export interface FieldPath {
  readonly prev: FieldPath | undefined
  readonly key: string | number
}

const fields = new AsyncLocalStorage<FieldPath | undefined>()

/** Calls a function, and whatever it starts, for a field. Only for requests with a trace: all others need not pay for it. */
export const inField = <Args extends unknown[], Result>(
  field: FieldPath | undefined,
  run: (...args: Args) => Result,
  ...args: Args
): Result => fields.run(field, run, ...args)

/** The field for which the caller runs; undefined without a trace. */
export const currentField = (): FieldPath | undefined => fields.getStore()

/** A path as responses have it. */
export const keysOf = (field: FieldPath | undefined): readonly (string | number)[] => {
  const keys: (string | number)[] = []
  for (let at = field; at; at = at.prev) keys.unshift(at.key)
  return keys
}
