/** A failed request, or fields that failed. What was there is in `data`. */
export class QueryError extends Error {
  readonly codes: readonly string[]
  readonly data: unknown
  /** Milliseconds after which it may be repeated; undefined if that helps nothing. */
  readonly retryAfterMs: number | undefined

  constructor(errors: readonly GraphQLError[], data: unknown) {
    super(errors.map(({ message }) => message).join(' '))
    this.codes = errors.map(({ extensions }) => extensions.code)
    this.data = data
    this.retryAfterMs = errors.find(({ extensions }) => extensions.retryable)?.extensions.retryAfterMs
  }
}

interface GraphQLError {
  message: string
  path?: (string | number)[]
  extensions: { code: string; retryable: boolean; retryAfterMs?: number; requestId: string }
}

/** @throws QueryError if the request or any field failed */
export const ask = async <Data>(
  query: string,
  variables?: object,
  headers?: Record<string, string>,
): Promise<Data> => {
  const response = await fetch('/graphql', {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify({ query, variables }),
  })
  const { data, errors } = (await response.json()) as { data?: Data; errors?: GraphQLError[] }
  if (errors || !data) throw new QueryError(errors ?? [], data)
  return data
}
