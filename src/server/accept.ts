import { partsAccepted } from '../response/media-types.ts'
import type { ErrorReply } from './error-reply.ts'

/** Characters of an `Accept` header: a longer one would be gone through, and answered, at length. */
const MAX_LENGTH = 512

export const refuseAccept: ErrorReply = {
  status: 406,
  code: 'BAD_USER_INPUT',
  message: `Accept application/graphql-response+json or application/json in UTF-8, in at most ${MAX_LENGTH} characters.`,
}

const JSON_RANGE = /^(\*\/\*|application\/(\*|json|graphql-response\+json))$/
const OTHER_CHARSET = /^charset=(?!"?utf-?8"?$)/

/**
 * Those media types of an `Accept` header that the gateway answers with, in their order; undefined where there
 * are none. Asked before anything is executed: a mutation whose answer nobody takes is not to happen.
 */
export const jsonAccepted = (accept = ''): string | undefined => {
  if (accept.length > MAX_LENGTH) return undefined
  if (accept.trim() === '') return '*/*'
  const ranges = accept.toLowerCase().replaceAll(/\s/g, '').split(',')
  const types = ranges.flatMap((range) => {
    const [type = '', ...parameters] = range.split(';')
    return JSON_RANGE.test(type) && !parameters.some((one) => OTHER_CHARSET.test(one)) ? [type] : []
  })
  return types.length > 0 ? types.join(',') : undefined
}

/**
 * `Accept` for what is behind the door: JSON, and the forms of parts that were named. Where there are such, anything
 * else is read as JSON.
 */
export const acceptedBehind = (accept: string | undefined): string | undefined => {
  const json = jsonAccepted(accept)
  const parts = json === undefined ? [] : partsAccepted(accept)
  if (json === undefined || parts.length === 0) return json
  return [...json.replaceAll(/\*\/\*|application\/\*/g, 'application/json').split(','), ...parts].join(',')
}
