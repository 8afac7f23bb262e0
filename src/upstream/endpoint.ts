/** The names of the `:parameters` in a path template. */
type ParameterOf<Template extends string> = Template extends `${string}:${infer Name}/${infer Rest}`
  ? Name | ParameterOf<Rest>
  : Template extends `${string}:${infer Name}`
    ? Name
    : never

export type Parameters<Template extends string> = Readonly<Record<ParameterOf<Template>, string>>

/** One documented call of an upstream: a row of the network's endpoint table. */
export interface Endpoint<Template extends string = string> {
  /** The name users know it by, such as `readUsers`; label of metrics and traces. */
  readonly operation: string
  readonly method: 'GET' | 'POST'
  /** Path with `:parameters`. */
  readonly template: Template
  /** A write is sent once; a read may be repeated. */
  readonly effect: 'read' | 'write'
  /** Parameters that are somebody's secret or phone number: never shown in a trace. */
  readonly hidden?: readonly string[]
}

const encodeSegment = (value: string): string => {
  // `encodeURIComponent` leaves dots alone, and a URL parser climbs on them.
  if (value === '' || value === '.' || value === '..' || !value.isWellFormed()) {
    throw new TypeError('a path parameter is empty, climbs or is not well-formed text')
  }
  return encodeURIComponent(value)
}

const fill = (template: string, segment: (name: string) => string): string =>
  template.replace(/:([A-Za-z]+)/g, (_, name: string) => segment(name))

/** The path to send, every parameter encoded. Throws a `TypeError` for one that could leave its segment. */
export const buildPath = (endpoint: Endpoint, parameters: Readonly<Record<string, string>>): string =>
  fill(endpoint.template, (name) => encodeSegment(parameters[name] ?? ''))

/** The path to show to the caller in a trace: hidden parameters keep their names. */
export const displayPath = (endpoint: Endpoint, parameters: Readonly<Record<string, string>>): string =>
  fill(endpoint.template, (name) =>
    endpoint.hidden?.includes(name) ? `:${name}` : encodeSegment(parameters[name] ?? ''),
  )
