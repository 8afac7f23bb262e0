import type { GraphQLError } from 'graphql'

/**
 * What GraphQL says of a mistake quotes the value that it found, or the whole object around it: a password
 * beside a field that is missing, a PIN that was sent as a number. Names of the schema stay.
 */
const QUOTES: readonly (readonly [RegExp, string])[] = [
  [/( cannot represent [^:]*): .*$/s, '$1.'],
  [/(, but encountered error|[,;] found:) .*$/s, '.'],
  [/ Found: .*$/s, ''],
  // Said in several ways, depending on who executes.
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
 * Where the mistake is and what it is, without the values that the client sent.
 * @param root the error under the wrappers of `outer`
 * @param suggestions whether to tell names of the schema that are much alike
 */
export const messageOf = (outer: GraphQLError, root: GraphQLError, suggestions: boolean): string => {
  const words = QUOTES.reduce((text, [quote, instead]) => text.replace(quote, instead), root.message)
  const place = outer === root ? '' : placeOf(outer.message, root.message)
  return place + (suggestions ? words : words.replace(SUGGESTION, ''))
}
