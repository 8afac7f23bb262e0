import type { GraphQLError } from 'graphql'
import type { ArgumentPath } from '../errors.ts'

/**
 * Messages of graphql-js quote the invalid value, or the whole object around it: a password beside a missing
 * field, a PIN that was sent as a number. These patterns remove the values and keep names of the schema.
 */
const QUOTES: readonly (readonly [RegExp, string])[] = [
  [/( cannot represent [^:]*): .*$/s, '$1.'],
  [/(, but encountered error|[,;] found:) .*$/s, '.'],
  [/ Found: .*$/s, ''],
  // The wording depends on the executor.
  [/^Argument "(?:[\w.]+\()?(\w+):?\)?" .*$/s, 'Argument "$1" has no value, or an invalid one.'],
  [/^Value ".*" does not exist in "(\w+)" enum\./s, 'The value does not exist in "$1" enum.'],
  [/\b(String|BlockString|Int|Float) ".*"\.$/s, '$1.'],
]

const SUGGESTION = / Did you mean .+\?$/s

const placeOf = (message: string, inner: string): string => {
  const variable = /^Variable "(\$\w+)" got invalid value /.exec(message)?.[1]
  if (variable === undefined) return ''
  const path = / at "([\w.[\]]+)"; $/.exec(message.slice(0, -inner.length))?.[1]
  return `Variable "${variable}" got an invalid value${path === undefined ? '' : ` at "${path}"`}; `
}

/**
 * The message of an error without the values that the client sent.
 * @param root the error inside the wrappers of `outer`
 * @param suggestions whether to keep suggestions of similar names
 */
export const messageOf = (outer: GraphQLError, root: GraphQLError, suggestions: boolean): string => {
  const message = QUOTES.reduce((text, [quote, instead]) => text.replace(quote, instead), root.message)
  const place = outer === root ? '' : placeOf(outer.message, root.message)
  return place + (suggestions ? message : message.replace(SUGGESTION, ''))
}

/** A variable, with the place in it where there is one, or an argument: as `messageOf` names them. */
const NAMED =
  /^(?:Variable "\$(\w+)" (?:of (?:required|non-null) type|got an invalid value(?: at "\w+([\w.[\]]*)")?;)|Argument "(\w+)" )/

/** The place that a message of `messageOf` names: `["input", "userIds", 1]`. A variable goes by its own name. */
export const argumentOf = (message: string): ArgumentPath | undefined => {
  const [, variable, within = '', argument] = NAMED.exec(message) ?? []
  const name = variable ?? argument
  if (name === undefined) return undefined
  const parts = Array.from(within.matchAll(/\[(\d+)\]|\w+/g), ([part, index]) =>
    index === undefined ? part : Number(index),
  )
  return [name, ...parts]
}
