const NAME = /password|secret|token|captcha|code|pin$/i

/** Takes the place of what must not be passed on. */
const BLANK = '…'

const TEXT_VALUE =
  /(\$?\b(\w+)\s*:\s*(?:String!?\s*=\s*)?|\$(\w+)\s*:\s*\w+!?\s*=\s*)("""[\s\S]*?"""|"(?:[^"\\\n]|\\.)*")/g

/** A document without the values of arguments that hold passwords, codes and tokens. @param {string} query */
export const withoutSecrets = (query) =>
  query.replaceAll(TEXT_VALUE, (whole, before, name, variable) =>
    NAME.test(name ?? variable) ? `${before}"${BLANK}"` : whole,
  )

/**
 * Variables as JSON without the values of such names at any depth; empty where they are not valid JSON, since nothing
 * is known of them then.
 *
 * @param {string} variables
 */
export function variablesWithoutSecrets(variables) {
  try {
    const blanked = JSON.parse(variables, (name, value) => (isSecret(name, value) ? BLANK : value))
    return JSON.stringify(blanked)
  } catch {
    return ''
  }
}

/** @param {string} name @param {unknown} value */
const isSecret = (name, value) => NAME.test(name) && (typeof value === 'string' || typeof value === 'number')
