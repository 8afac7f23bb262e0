/** The response of the gateway. */
export interface Response<Data> {
  readonly data: Data | null
  /** Which parts of the data are missing, and why. */
  readonly errors: readonly Problem[]
  /** Which parts come from expired cache entries, because a network is limited or down. */
  readonly stale: readonly { readonly path: Path; readonly ageMs: number; readonly reason: string }[]
}

export type Path = readonly (string | number)[]

export interface Problem {
  readonly message: string
  /** Undefined if the operation was not executed. */
  readonly path?: Path
  readonly extensions: {
    readonly code: string
    readonly network?: string
    readonly retryable: boolean
    readonly retryAfterMs?: number
    readonly requestId: string
  }
}

interface Body<Data> {
  readonly data?: Data | null
  readonly errors?: readonly Problem[]
  readonly extensions?: { readonly stale?: Response<Data>['stale'] }
}

/**
 * Sends an operation. A rejected request has the same response shape, whatever its HTTP status.
 * @param graphql URL of GraphQL, for example `http://127.0.0.1:4000/graphql`
 * @throws Error if the gateway cannot be reached
 */
export const request = async <Data>(
  graphql: string,
  query: string,
  variables: Readonly<Record<string, unknown>> = {},
): Promise<Response<Data>> => {
  const response = await fetch(graphql, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query, variables }),
  })
  const { data = null, errors = [], extensions } = (await response.json()) as Body<Data>
  return { data, errors, stale: extensions?.stale ?? [] }
}
