/** An error of an answer, as a client reads it. */
export interface ClientError {
  readonly message: string
  readonly path?: readonly (string | number)[] | undefined
  readonly extensions: Readonly<Record<string, unknown>>
}

/** A GraphQL answer as a client reads it. */
export interface Answer<Data = unknown> {
  /** Of HTTP. */
  readonly status: number
  readonly headers: Headers
  /** Undefined where nothing was executed. */
  readonly data: Data | null | undefined
  readonly errors: readonly ClientError[]
  readonly extensions: Readonly<Record<string, unknown>>
}

/** The codes of an answer's errors with their paths, as in `conversation.name: FORBIDDEN`. */
export const codesOf = ({ errors }: Pick<Answer, 'errors'>): string[] =>
  errors.map(({ path, extensions }) => `${(path ?? []).join('.')}: ${String(extensions['code'])}`)
