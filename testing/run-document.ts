import { execute, parse, validate } from 'graphql'
import { toClientError } from '../src/response/client-error.ts'
import { createContext, type StaleField } from '../src/context.ts'
import type { DataSources } from '../src/datasources/index.ts'
import { wholeOf } from '../src/document/incremental.ts'
import type { GatewayRequest } from '../src/request/request.ts'
import { codesOf } from './answer.ts'
import { type AnyDocument, type ResultOf, textOf, type VariablesOf } from './document.ts'
import { testSchema, wholeSchema } from './schema.ts'

/** A request that nobody in particular sends. */
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
  /** Codes with their paths, as in `user.name: FORBIDDEN`; a mistake in the document is an `Error` instead. */
  readonly codes: readonly string[]
  readonly messages: readonly string[]
  /** Places that show copies past their time. */
  readonly staleFields: readonly StaleField[]
}

/**
 * Runs a document through the schema and its resolvers, over stubbed data sources, without a port. What `@defer`
 * and `@stream` put off comes with the rest.
 * @throws GraphQLError where the document is not valid or does not take the variables.
 */
export const runDocument = async <Document extends AnyDocument>(
  datasources: DataSources,
  document: Document,
  variables?: VariablesOf<Document>,
  request: GatewayRequest = stubRequest(),
): Promise<RunResult<ResultOf<Document>>> => {
  const contextValue = createContext(request, datasources)
  const parsed = parse(textOf(document))
  const [mistake] = validate(testSchema(), parsed)
  if (mistake) throw mistake
  const { data, errors = [] } = await execute({
    schema: wholeSchema(),
    document: wholeOf(parsed) ?? parsed,
    variableValues: variables as Readonly<Record<string, unknown>> | undefined,
    contextValue,
  })
  const [wrong] = errors.filter(({ path }) => path === undefined)
  if (wrong) throw wrong
  const told = errors.map((error) => toClientError(error, request.id))
  return {
    // Objects of the executor have no prototype; compared as plain ones.
    data: data === undefined ? undefined : (JSON.parse(JSON.stringify(data)) as ResultOf<Document>),
    codes: codesOf({ errors: told }),
    messages: told.map(({ message }) => message),
    staleFields: contextValue.staleFields,
  }
}
