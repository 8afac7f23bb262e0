/** An error in a response, as a client receives it. */
export interface ClientError {
  readonly message: string
  readonly path?: readonly (string | number)[] | undefined
  readonly extensions: Readonly<Record<string, unknown>>
}

/** A GraphQL response, as a client receives it. */
export interface Answer<Data = unknown> {
  /** HTTP status. */
  readonly status: number
  readonly headers: Headers
  /** Undefined if nothing was executed. */
  readonly data: Data | null | undefined
  readonly errors: readonly ClientError[]
  readonly extensions: Readonly<Record<string, unknown>>
}

/** The codes of all errors with their paths, such as `conversation.name: FORBIDDEN`. */
export const codesOf = ({ errors }: Pick<Answer, 'errors'>): string[] =>
  errors.map(({ path, extensions }) => `${(path ?? []).join('.')}: ${String(extensions['code'])}`)
