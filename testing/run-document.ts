import { execute, parse, validate } from 'graphql'
import { toClientError } from '../src/response/client-error.ts'
import { createContext, type StaleField } from '../src/context.ts'
import type { DataSources } from '../src/datasources/index.ts'
import { wholeOf } from '../src/document/incremental.ts'
import { documentRules } from '../src/document/one-of-variables.ts'
import type { GatewayRequest } from '../src/request/request.ts'
import { codesOf } from './answer.ts'
import { type AnyDocument, type ResultOf, textOf, type VariablesOf } from './document.ts'
import { testSchema, wholeSchema } from './schema.ts'

/** A request of an anonymous caller. */
export const stubRequest = (): GatewayRequest => ({
  id: 'request-of-a-test',
  caller: {
    authorization: undefined,
    apiKey: 'absent',
    sealtalkSession: undefined,
    address: undefined,
    identity: 'a test',
  },
  limitedCalls: { left: 10 },
  stale: new Map(),
  setSessionCookie: () => undefined,
})

export interface RunResult<Data = unknown> {
  readonly data: Data | null | undefined
  /** Error codes with their paths, such as `user.name: FORBIDDEN`. An invalid document throws instead. */
  readonly codes: readonly string[]
  readonly messages: readonly string[]
  /** Paths whose values come from expired cache entries. */
  readonly staleFields: readonly StaleField[]
}

/**
 * Executes a document with the schema and its resolvers over stubbed data sources, without a port. Parts of `@defer`
 * and `@stream` are included in the result.
 * @throws GraphQLError if the document is invalid or does not accept the variables
 */
export const runDocument = async <Document extends AnyDocument>(
  datasources: DataSources,
  document: Document,
  variables?: VariablesOf<Document>,
  request: GatewayRequest = stubRequest(),
): Promise<RunResult<ResultOf<Document>>> => {
  const contextValue = createContext(request, datasources)
  const parsed = parse(textOf(document))
  const [problem] = validate(testSchema(), parsed, documentRules)
  if (problem) throw problem
  const { data, errors = [] } = await execute({
    schema: wholeSchema(),
    document: wholeOf(parsed) ?? parsed,
    variableValues: variables as Readonly<Record<string, unknown>> | undefined,
    contextValue,
  })
  const [requestError] = errors.filter(({ path }) => path === undefined)
  if (requestError) throw requestError
  const clientErrors = errors.map((error) => toClientError(error, request.id))
  return {
    // The executor's objects have no prototype; tests compare plain objects.
    data: data === undefined ? undefined : (JSON.parse(JSON.stringify(data)) as ResultOf<Document>),
    codes: codesOf({ errors: clientErrors }),
    messages: clientErrors.map(({ message }) => message),
    staleFields: contextValue.staleFields,
  }
}
