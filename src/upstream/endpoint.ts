/** The names of the `:parameters` in a path template. */
type ParameterOf<Template extends string> = Template extends `${string}:${infer Name}/${infer Rest}`
  ? Name | ParameterOf<Rest>
  : Template extends `${string}:${infer Name}`
    ? Name
    : never

export type Parameters<Template extends string> = Readonly<Record<ParameterOf<Template>, string>>

export type Method = 'GET' | 'POST' | 'DELETE'

/** A documented upstream call: one row of the network's endpoint table. */
export interface Endpoint<Template extends string = string> {
  /** Name in metrics and traces, such as `readUsers`. */
  readonly operation: string
  readonly method: Method
  /** Path with `:parameters`. */
  readonly template: Template
  /** Reads may be retried; writes are sent once. */
  readonly effect: 'read' | 'write'
  /** Parameters that are private, such as phone numbers: never shown in a trace. */
  readonly hidden?: readonly string[]
}

const encodeSegment = (value: string): string => {
  // `encodeURIComponent` does not escape dots, and a URL parser resolves dot segments.
  if (value === '' || value === '.' || value === '..' || !value.isWellFormed()) {
    throw new TypeError('a path parameter is empty, a dot segment or not well-formed Unicode')
  }
  return encodeURIComponent(value)
}

const fill = (template: string, segment: (name: string) => string): string =>
  template.replace(/:([A-Za-z]+)/g, (_, name: string) => segment(name))

/** The path to send, with each parameter encoded. Throws a `TypeError` for one that could leave its segment. */
export const buildPath = (endpoint: Endpoint, parameters: Readonly<Record<string, string>>): string =>
  fill(endpoint.template, (name) => encodeSegment(parameters[name] ?? ''))

/** The path shown in a trace: hidden parameters appear by name. */
export const displayPath = (endpoint: Endpoint, parameters: Readonly<Record<string, string>>): string =>
  fill(endpoint.template, (name) =>
    endpoint.hidden?.includes(name) ? `:${name}` : encodeSegment(parameters[name] ?? ''),
  )
