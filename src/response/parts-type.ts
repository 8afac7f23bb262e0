import type { PartsFormat } from '../context.ts'

export const EVENTS = 'text/event-stream'
const MULTIPART = 'multipart/mixed; boundary="-"'

/** How the parts of `@defer` and `@stream` are delivered. */
export interface PartsType {
  readonly type: 'multipart/mixed' | 'text/event-stream'
  /** The parameter that the client chose the format by, for example `;deferSpec=20220824`; empty where it left the choice. */
  readonly parameter: string
  readonly format: PartsFormat
  /** Value of the response's content type: it has the same parameter. */
  readonly contentType: string
}

/** The format by the parameter of the media type. Clients that name none have always got `path`. */
const FORMATS: ReadonlyMap<string, PartsFormat> = new Map<string, PartsFormat>([
  ['', 'path'],
  [';deferSpec=20220824', 'path'],
  [';incrementalSpec=v0.1', 'path'],
  [';incrementalSpec=v0.2', 'id'],
])

/** By the parameter in lower case. */
const PARAMETERS = new Map([...FORMATS.keys()].map((parameter) => [parameter.toLowerCase(), parameter]))

/** Names such as `deferSpec`, `incrementalSpec` and `subscriptionSpec` say in which format the client reads. */
const SPEC = /;\s*([a-z]+spec)\s*=\s*"?([^\s;"]*)/gi

/**
 * Reads a range of an `Accept` header. Undefined where it asks for a format that the gateway does not write.
 * @param type in lower case
 * @param parameters as the client sent them; those that do not choose a format are ignored
 */
export const readPartsType = (type: string, parameters: string): PartsType | undefined => {
  const asked = Array.from(parameters.matchAll(SPEC), ([, name, value]) => `;${name}=${value}`.toLowerCase())
  const parameter = PARAMETERS.get(asked.join(''))
  const format = parameter === undefined ? undefined : FORMATS.get(parameter)
  if (parameter === undefined || format === undefined) return undefined
  const suffix = parameter.replace(';', '; ')
  return type === EVENTS
    ? { type: EVENTS, parameter, format, contentType: EVENTS + suffix }
    : { type: 'multipart/mixed', parameter, format, contentType: MULTIPART + suffix }
}
