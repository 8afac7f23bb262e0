/** What came of a question: its data, as far as there is any, and what is said beside it. */
export interface Answer<Data> {
  readonly data: Data | null
  /** What is missing from the data, and why. */
  readonly errors: readonly Problem[]
  /** What is shown from old copies, because a network is limited or down. */
  readonly stale: readonly { readonly path: Path; readonly ageMs: number; readonly reason: string }[]
}

export type Path = readonly (string | number)[]

export interface Problem {
  readonly message: string
  /** Missing where nothing was executed at all. */
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
  readonly extensions?: { readonly stale?: Answer<Data>['stale'] }
}

/**
 * Asks a gateway. Refusals have the form of answers, whatever their HTTP status.
 * @param graphql address of GraphQL, such as `http://127.0.0.1:4000/graphql`
 * @throws Error where there is no gateway
 */
export const ask = async <Data>(
  graphql: string,
  query: string,
  variables: Readonly<Record<string, unknown>> = {},
): Promise<Answer<Data>> => {
  const response = await fetch(graphql, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query, variables }),
  })
  const { data = null, errors = [], extensions } = (await response.json()) as Body<Data>
  return { data, errors, stale: extensions?.stale ?? [] }
}
