import type { DataSources } from '../src/datasources/index.ts'
import type { GatewayRequest } from '../src/request/request.ts'
import type { StaleField } from '../src/request/staleness.ts'
import { codesOf } from './answer.ts'
import { type AnyDocument, type ResultOf, textOf, type VariablesOf } from './document.ts'
import { executeStubbed } from './execute-stubbed.ts'
import type { StubDataSources } from './stub-data-source.ts'

export interface RunResult<Data = unknown> {
  readonly data: Data | null | undefined
  /** Error codes with their paths, such as `user.name: FORBIDDEN`. An invalid document throws instead. */
  readonly codes: readonly string[]
  readonly messages: readonly string[]
  /** Paths whose values come from expired cache entries. */
  readonly staleFields: readonly StaleField[]
}

/** The ways to call `runDocument`. */
export interface RunDocument {
  <Document extends AnyDocument>(
    datasources: StubDataSources,
    document: Document,
    variables?: VariablesOf<Document>,
  ): Promise<RunResult<ResultOf<Document>>>
  /** With other data sources, and a request of one's own. @internal */
  <Document extends AnyDocument>(
    datasources: DataSources,
    document: Document,
    variables?: VariablesOf<Document>,
    request?: GatewayRequest,
  ): Promise<RunResult<ResultOf<Document>>>
}

/**
 * Executes a document with the schema and its resolvers over stubbed data sources, without a port. Parts of `@defer`
 * and `@stream` are included in the result.
 * @throws GraphQLError if the document is invalid or does not accept the variables
 */
export const runDocument: RunDocument = async <Document extends AnyDocument>(
  datasources: DataSources,
  document: Document,
  variables?: VariablesOf<Document>,
  request?: GatewayRequest,
): Promise<RunResult<ResultOf<Document>>> => {
  const { data, errors, staleFields } = await executeStubbed(
    datasources,
    {
      query: textOf(document),
      variables: variables as Readonly<Record<string, unknown>> | undefined,
    },
    request,
  )
  return {
    data: data as ResultOf<Document> | null | undefined,
    codes: codesOf({ errors }),
    messages: errors.map(({ message }) => message),
    staleFields,
  }
}
